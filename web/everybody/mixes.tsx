import type { Simulation } from "../../lib/simulate/simulate.js";
import { percent } from "../../lib/text/percent.js";

const MOST = 16;

/** The tags that users have together, most users first. */
export function Mixes({ simulation: { mixes, tags, users } }: { simulation: Simulation }) {
  const tagHeaders = [...new Set(tags.map(({ tagHeader }) => tagHeader))];
  if (tagHeaders.length === 0) return null;
  return (
    <>
      <h3>What users have together</h3>
      <div class="scroll" tabIndex={0} role="region" aria-label="What users have together">
        <table>
          <thead>
            <tr>
              {tagHeaders.map((name) => (
                <th scope="col" key={name}>
                  {name}
                </th>
              ))}
              <th scope="col" class="number">
                expected
              </th>
              <th scope="col" class="number">
                users
              </th>
            </tr>
          </thead>
          <tbody>
            {mixes.slice(0, MOST).map((mix) => (
              <tr key={JSON.stringify(mix.tags)}>
                {tagHeaders.map((name) => (
                  <td key={name}>{mix.tags[name] ?? <span class="no-tag">–</span>}</td>
                ))}
                <td class="number">{mix.expected === null ? "" : percent(mix.expected)}</td>
                <td class="number">
                  {mix.users.toLocaleString("en")}{" "}
                  <span class="about">{percent(mix.users / Math.max(1, users))}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {mixes.length > MOST ? <p class="about">and {mixes.length - MOST} more</p> : null}
    </>
  );
}
