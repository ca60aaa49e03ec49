import { BAGGAGE, isTooMuch, mergeLines, refuse, setBaggage } from "../module/baggage";
import { Merge } from "../core/baggage/merge";
import { Selection } from "../core/baggage/selection";
import { Tags } from "../core/baggage/tags";
import { Plan } from "../core/plan/plan";
import { Request } from "../core/plan/request";
import { HeaderLines } from "../host/header-lines";
import { MISSING } from "../host/memory";
import { readHeader } from "../host/request";

const lines = new HeaderLines();
const tags = new Tags();
const merge = new Merge();

/**
 * Puts the tags of a request into its baggage. The members that `carried` names belong to the gateway, as the tag headers
 * do: it removes what a client sends in them.
 */
export function carry(plan: Plan, carried: Selection, request: Request): void {
  tags.clear();
  for (let i = 0, k = plan.tagHeaders.length; i < k; ++i) {
    const value = unchecked(request.tagValues[i]);
    if (value === null) continue;
    const name = unchecked(plan.tagHeaders[i]).name;
    tags.add(name, 0, name.length, value, 0, value.length);
  }
  merge.begin(tags);
  // Most clients send no baggage, and too much of it mostly shows in its first line. Only the rest needs all lines.
  const length = readHeader(BAGGAGE);
  if (length != MISSING) {
    if (isTooMuch(length) || !lines.read()) refuse(merge);
    else mergeLines(lines, merge, carried);
  }
  setBaggage(merge);
}
