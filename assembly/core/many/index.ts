// What Node and the browser see of deciding many ids at once.
import { Configuration } from "../gateway";
import { outcomesOf } from "../plan/outcome";
import { reasonName } from "../plan/reason-name";
import { Reason } from "../plan/request";
import { fromUtf8 } from "../text/bytes";
import { decideIds as decideIdsOf, tagValuesOf } from "./ids";

/**
 * What requests of many ids come to, without a text for each: see ids.ts for the rows. `values` as for `tag`. `ids` has them one behind the other, `ends`
 * where each of them ends.
 */
export function decideIds(
  configuration: Configuration,
  values: Array<StaticArray<u8> | null>,
  ids: StaticArray<u8>,
  ends: StaticArray<u32>,
): Uint32Array {
  return decideIdsOf(configuration.plan, values, ids, ends);
}

/** The tag values in those rows, by their numbers; "" where the header is removed. */
export function rowValues(configuration: Configuration): string[] {
  return tagValuesOf(configuration.plan).map<string>((value) => (value === null ? "" : fromUtf8(value)));
}

/** Each tag that a request can get: tagHeader, tagValue, tagHeader, tagValue, …; one may come twice. */
export function possibleTags(configuration: Configuration): string[] {
  const plan = configuration.plan;
  const names = plan.rules.map<string>(() => "");
  for (let i = 0; i < plan.tagHeaders.length; ++i) {
    const tagHeader = plan.tagHeaders[i];
    for (let j = 0; j < tagHeader.rules.length; ++j)
      names[tagHeader.rules[j].index] = fromUtf8(tagHeader.name);
  }
  const tags: string[] = [];
  const outcomes = outcomesOf(plan);
  for (let i = 0; i < outcomes.length; ++i) {
    const tagValue = outcomes[i].tagValue;
    if (tagValue === null) continue;
    tags.push(names[outcomes[i].rule.index]);
    tags.push(fromUtf8(tagValue));
  }
  return tags;
}

/** The words for the reasons in those rows, by their numbers. */
export function reasonNames(): string[] {
  const names: string[] = [];
  for (let reason = Reason.NotAsked; reason <= Reason.Pin; ++reason) names.push(reasonName(reason));
  return names;
}
