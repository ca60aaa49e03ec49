import type { Planned } from "../../lib/release/plan.js";

interface Given {
  readonly planned: Planned;
  readonly isFirst: boolean;
}

/** What a step comes to: who moves, and who has which versions. */
export function Step({ planned: { versions, moves, users }, isFirst }: Given) {
  const apps = Object.keys(versions);
  return (
    <div aria-live="polite">
      <h3>Who moves</h3>
      {moves.length > 0 ? null : <p class="about">{isFirst ? "This is before the release." : "Nobody."}</p>}
      <ul class="moves">
        {moves.map(({ who, changes }) => (
          <li key={changes.join()}>
            <span class="from-to">{changes.join(", ")}</span>
            <Bar share={who} />
            <span class="number">{who}</span>
          </li>
        ))}
      </ul>
      <h3>Who has what</h3>
      <div class="scroll" tabIndex={0} role="region" aria-label="Who has what">
        <table class="versions">
          <thead>
            <tr>
              <th scope="col">users</th>
              {apps.map((app) => (
                <th scope="col" key={app}>
                  {app}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {users.map(({ share, versions }) => (
              <tr key={versions.join(" ")}>
                <th scope="row">
                  {share}
                  <Bar share={share} />
                </th>
                {versions.map((version, i) => (
                  <td key={apps[i]}>{version}</td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">in all</th>
              {apps.map((app) => (
                <td key={app}>{versions[app]}</td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
    </div>
  );
}

/** A share such as 10% as a bar; of testers, who are not counted, an empty one. */
function Bar({ share }: { share: string }) {
  return (
    <span class="pair" aria-hidden="true">
      <span class="bar whole" style={{ width: share.endsWith("%") ? share : 0 }} />
    </span>
  );
}
