import type { Difference } from "../../lib/diff/diff.js";
import { inAll, under, unsaid } from "../../lib/diff/words.js";
import { percent } from "../../lib/text/percent.js";
import { Card } from "../parts/card.tsx";
import { stateBefore } from "../release/stepped.ts";
import type { Chosen } from "../rules/chosen.ts";

interface Given {
  readonly isPinned: boolean;
  /** The step of a release that the rules are of. */
  readonly of: Chosen["of"];
  /** Undefined until it is counted, and with nothing to compare with. */
  readonly difference: Difference | undefined;
  readonly onPin: () => void;
  readonly onDrop: () => void;
  readonly onBack: () => void;
}

/** Who enters, leaves and changes between the rules that were pinned, or those of the step before, and those of now. */
export function Compare({ isPinned, of, difference, onPin, onDrop, onBack }: Given) {
  return (
    <Card id="compare" title="Before and after">
      <div class="row">
        <button type="button" class={isPinned ? "" : "main"} onClick={onPin}>
          {isPinned ? "Pin these in their place" : "Pin these rules, then edit"}
        </button>
        {isPinned ? (
          <>
            <button type="button" onClick={onBack}>
              Back to the pinned
            </button>
            <button type="button" onClick={onDrop}>
              Let go
            </button>
          </>
        ) : null}
      </div>
      {isPinned || of === undefined ? null : <p class="about">{againstStep(of)}</p>}
      {difference === undefined ? null : <Moves difference={difference} />}
    </Card>
  );
}

function Moves({ difference }: { difference: Difference }) {
  return (
    <div aria-live="polite">
      <p>{sentence(inAll(difference))}</p>
      <ul class="answers">
        {difference.tagHeaders.map((header) => (
          <li key={header.tagHeader}>
            <p class="answer">
              <code>{header.tagHeader}</code>
              <span class={header.removed > 0 ? "fault" : "no-tag"}>{under(header).join(", ")}</span>
            </p>
            <ul class="moves">
              {header.moves.map(({ from, to, share, isRemoved }) => (
                <li key={`${from} ${to}`}>
                  <span class="from-to">
                    {from ?? "no tag"} → {to ?? "no tag"}
                  </span>
                  <span class="pair" aria-hidden="true">
                    <span
                      class={isRemoved ? "bar whole removed" : "bar whole"}
                      style={{ width: `${100 * share}%` }}
                    />
                  </span>
                  <span class="number">{percent(share)}</span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {unsaid(difference).map((line) => (
        <p class="about" key={line}>
          {sentence(line)}
        </p>
      ))}
    </div>
  );
}

/** Tags are not versions: at its end a tag goes, and nobody moves. */
function againstStep({ stepped, state }: NonNullable<Chosen["of"]>): string {
  const before = stateBefore(stepped, state);
  if (before === undefined) return "No step is before this one.";
  return `The tags, against the step before, ${before.folder}. Which versions they lead to is said with the step.`;
}

/** With a capital letter and a full stop. */
function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
