import { useMemo } from "preact/hooks";
import { explain } from "../../lib/explain/explain.js";
import { Card } from "../parts/card.tsx";
import { Ruler } from "../parts/ruler.tsx";
import { stretchesOf } from "../parts/stretches.ts";
import type { Moment } from "../rules/moment.ts";
import type { Asked } from "../state/state.ts";
import { FindUser } from "./find-user.tsx";
import { RequestFields } from "./request-fields.tsx";
import { requestFor } from "./request.ts";

interface Given {
  readonly moment: Moment;
  readonly asked: Asked;
  readonly onAsked: (asked: Asked) => void;
}

/** What one request gets by each rule, and why. */
export function OneUser({ moment, asked, onAsked }: Given) {
  const { rules } = moment;
  const request = useMemo(() => requestFor(asked, rules), [asked, moment]);
  const onId = (id: string) => onAsked({ ...asked, id });
  return (
    <Card id="user" title="One user">
      <div class="row">
        <label class="field">
          User id
          <input
            type="text"
            value={asked.id}
            spellcheck={false}
            onInput={(event) => onId(event.currentTarget.value)}
          />
        </label>
        <FindUser rules={rules} request={"values" in request ? request.values : {}} onId={onId} />
      </div>
      <RequestFields asked={asked} onAsked={onAsked} />
      {"fault" in request ? (
        <p class="fault" role="alert">
          {request.fault}
        </p>
      ) : (
        <Answers moment={moment} request={request} />
      )}
    </Card>
  );
}

type Answered = Extract<ReturnType<typeof requestFor>, { values: unknown }>;

function Answers({ moment, request }: { moment: Moment; request: Answered }) {
  const { tagHeaders } = useMemo(() => explain(moment.rules, request.values, request.id), [moment, request]);
  return (
    <div aria-live="polite">
      {request.unread.map((line) => (
        <p class="about" key={line}>
          {line}
        </p>
      ))}
      <ul class="answers">
        {tagHeaders.map(({ tagHeader, tagValue, rules }) => (
          <li key={tagHeader}>
            <p class="answer">
              <code>{tagHeader}</code>
              {tagValue === null ? (
                <span class="no-tag">no tag</span>
              ) : (
                <strong class="tag">{tagValue}</strong>
              )}
            </p>
            {rules.map(({ rule, why, conditions, modulo, bucket }, i) => {
              const described = moment.described.filter((each) => each.tagHeader.toLowerCase() === tagHeader)[
                i
              ];
              return (
                <div class="rule-answer" key={i}>
                  {modulo === undefined || described === undefined ? null : (
                    <Ruler
                      modulo={modulo}
                      stretches={stretchesOf(described)}
                      bucket={bucket ?? undefined}
                      label={`Rule ${rule}: ${why}`}
                    />
                  )}
                  <p class="why">{`${rule}: ${why}.`}</p>
                  {conditions.map((line) => (
                    <p class="why condition" key={line}>
                      {line}
                    </p>
                  ))}
                </div>
              );
            })}
          </li>
        ))}
      </ul>
    </div>
  );
}
