import type { Change } from "../../lib/edit/number.js";
import type { Simulation } from "../../lib/simulate/simulate.js";
import { Card } from "../parts/card.tsx";
import type { Moment } from "../rules/moment.ts";
import type { Crowd } from "../state/state.ts";
import { CrowdFields } from "./crowd-fields.tsx";
import { Lane } from "./lane.tsx";
import { Mixes } from "./mixes.tsx";
import { Overlaps } from "./overlaps.tsx";

interface Given {
  readonly moment: Moment;
  readonly crowd: Crowd;
  readonly onCrowd: (crowd: Crowd) => void;
  /** Undefined until it is counted. */
  readonly simulation: Simulation | undefined;
  /** Undefined where the ranges are not to be moved here. */
  readonly onChange: ((changes: readonly Change[]) => void) | undefined;
}

/** What all users get: each rule's share, what they have together, and whom two rules share. */
export function Everybody({ moment, crowd, onCrowd, simulation, onChange }: Given) {
  const { described, json } = moment;
  return (
    <Card
      id="everybody"
      title="Everybody"
      {...(onChange && { about: "Drag the end of a range, or move it by the arrow keys." })}
    >
      <CrowdFields crowd={crowd} onCrowd={onCrowd} />
      <ul class="answers">
        {described.map((rule, i) => {
          const isFirst = described.findIndex(({ tagHeader }) => tagHeader === rule.tagHeader) === i;
          const tags = isFirst
            ? simulation?.tags.filter(({ tagHeader }) => tagHeader === rule.tagHeader.toLowerCase())
            : [];
          return <Lane key={rule.path} rule={rule} json={json} tags={tags ?? []} onChange={onChange} />;
        })}
      </ul>
      {simulation === undefined ? null : (
        <>
          <Overlaps overlaps={simulation.overlaps} tags={simulation.tags} />
          <Mixes simulation={simulation} />
          {simulation.uncounted.length === 0 ? null : (
            <p class="about">
              Counted as if each rule applied and no override decided: {simulation.uncounted.join(", ")}.
            </p>
          )}
        </>
      )}
    </Card>
  );
}
