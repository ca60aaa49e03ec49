import { useMemo } from "preact/hooks";
import type { Decision, Rules } from "../../lib/core.js";
import { Card } from "../parts/card.tsx";
import { Ruler, type Stretch } from "../parts/ruler.tsx";
import { sentence } from "./sentence.ts";

interface Given {
  readonly rules: Rules;
  readonly id: string;
  readonly onId: (id: string) => void;
}

/** What one user gets by each rule, and why. */
export function OneUser({ rules, id, onId }: Given) {
  const explanation = useMemo(() => rules.explain({}, id === "" ? undefined : id), [rules, id]);
  return (
    <Card id="user" title="One user">
      <label class="field">
        User id
        <input
          type="text"
          value={id}
          spellcheck={false}
          onInput={(event) => onId(event.currentTarget.value)}
        />
      </label>
      <ul class="answers" aria-live="polite">
        {explanation.tagHeaders.map(({ tagHeader, tagValue, rules }) => (
          <li key={tagHeader}>
            <p class="answer">
              <code>{tagHeader}</code>
              {tagValue === null ? (
                <span class="no-tag">no tag</span>
              ) : (
                <strong class="tag">{tagValue}</strong>
              )}
            </p>
            {rules.map((decision) => (
              <OneRule decision={decision} key={decision.rule} />
            ))}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function OneRule({ decision }: { decision: Decision }) {
  const { modulo, bucket, range, from = 0, tagValue } = decision;
  const stretches: Stretch[] =
    decision.reason === "policy" ? [{ from, to: range!, tagValue: tagValue ?? "" }] : [];
  const said = sentence(decision);
  return (
    <div class="rule-answer">
      {modulo === undefined ? null : (
        <Ruler
          modulo={modulo}
          stretches={stretches}
          bucket={bucket ?? undefined}
          label={`${decision.rule}: ${said}`}
        />
      )}
      <p class="why">{said}</p>
    </div>
  );
}
