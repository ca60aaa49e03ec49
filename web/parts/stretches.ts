import type { DescribedRule } from "../../lib/described.js";
import type { Stretch } from "./ruler.tsx";

/** Where on its ruler a rule has which tag value: the first policy whose range is above a bucket has it. */
export function stretchesOf({ policies }: DescribedRule): Stretch[] {
  let taken = 0;
  return policies.map(({ from, range, tagValue }) => {
    const start = Math.max(taken, from);
    taken = Math.max(taken, range);
    return { from: start, to: Math.max(start, range), tagValue };
  });
}
