import type { Change } from "../../lib/edit/number.js";
import type { DescribedRule } from "../../lib/described.js";
import type { TagShare } from "../../lib/simulate/simulate.js";
import { percent } from "../../lib/text/percent.js";
import { Ruler } from "../parts/ruler.tsx";
import { stretchesOf } from "../parts/stretches.ts";
import { Edge } from "./edge.tsx";
import { edgesOf } from "./edges.ts";

interface Given {
  readonly rule: DescribedRule;
  readonly json: string;
  readonly tags: readonly TagShare[];
  /** Undefined where the ranges are not to be moved here. */
  readonly onChange: ((changes: readonly Change[]) => void) | undefined;
}

/** A rule's buckets, with the ends of its ranges to be moved, and what its tag header comes to. */
export function Lane({ rule, json, tags, onChange }: Given) {
  const { bucket, tagHeader } = rule;
  if (bucket === null) {
    return (
      <li>
        <p class="answer">
          <code>{tagHeader}</code>
          <span class="no-tag">rule {rule.rule} is off</span>
        </p>
      </li>
    );
  }
  const { modulo } = bucket;
  const label = rule.policies.map(
    ({ from, range, tagValue }) => `${tagValue}: buckets ${from} to ${range - 1}`,
  );
  return (
    <li class="lane">
      <p class="answer">
        <code>{tagHeader}</code>
        {rule.rule.toLowerCase() === tagHeader.toLowerCase() ? null : (
          <span class="no-tag">rule {rule.rule}</span>
        )}
      </p>
      <Ruler modulo={modulo} stretches={stretchesOf(rule)} bucket={undefined} label={label.join("; ")}>
        {(onChange ? edgesOf(rule, json) : []).map(({ policy, value, least, most, changes }) => (
          <Edge
            key={policy}
            name={`End of ${rule.policies[policy]!.tagValue} of rule ${rule.rule}`}
            {...{ value, least, most, modulo }}
            onValue={(to) => onChange!(changes(to))}
          />
        ))}
      </Ruler>
      <ul class="shares">
        {tags.map(({ tagValue, expected, users, share, isFar }) => (
          <li key={tagValue}>
            <span class={tagValue === null ? "no-tag" : "value"}>{tagValue ?? "no tag"}</span>{" "}
            {expected === null ? null : <strong>{percent(expected)}</strong>}{" "}
            <span class="about">
              {users.toLocaleString("en")} users, {percent(share)}
              {isFar ? ": far from what is expected, these ids do not spread" : ""}
            </span>
          </li>
        ))}
      </ul>
    </li>
  );
}
