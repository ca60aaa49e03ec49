import { escape } from "../http/query-text";
import { Plan } from "../plan/plan";
import { Request } from "../plan/request";
import { Bytes } from "../text/bytes";

/**
 * Appends the tags of a decided request in the order of the file, as a query string: appver-a=v2&appver-c=v3. Nothing
 * where it has none.
 */
export function writeMix(plan: Plan, request: Request, to: Bytes): void {
  let isFirst = true;
  for (let i = 0, k = plan.tagHeaders.length; i < k; ++i) {
    const tagValue = unchecked(request.tagValues[i]);
    if (tagValue === null) continue;
    if (!isFirst) to.push(0x26);
    isFirst = false;
    const name = unchecked(plan.tagHeaders[i]).name;
    escape(name, 0, name.length, to);
    to.push(0x3d);
    escape(tagValue, 0, tagValue.length, to);
  }
}

/** The most bytes that `writeMix` appends under `plan`. */
export function longestMix(plan: Plan): i32 {
  let longest = 0;
  for (let i = 0; i < plan.tagHeaders.length; ++i) {
    const tagHeader = plan.tagHeaders[i];
    let value = 0;
    for (let j = 0; j < tagHeader.rules.length; ++j) {
      const rule = tagHeader.rules[j];
      for (let l = 0; l < rule.policies.length; ++l) value = max(value, escaped(rule.policies[l].tagValue));
      for (let l = 0; l < rule.overrides.length; ++l) value = max(value, escaped(rule.overrides[l].tagValue));
      const pins = rule.pins;
      for (let l = 0; pins !== null && l < pins.list.length; ++l)
        value = max(value, escaped(pins.list[l].tagValue));
      value = max(value, max(escaped(rule.defaultTagValue), escaped(rule.anonymousTagValue)));
    }
    if (value > 0) longest += escaped(tagHeader.name) + 1 + value + 1;
  }
  return longest;
}

function escaped(bytes: StaticArray<u8> | null): i32 {
  if (bytes === null) return 0;
  const to = new Bytes(3 * bytes.length);
  escape(bytes, 0, bytes.length, to);
  return to.length;
}
