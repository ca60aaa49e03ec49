import { type Faults, Fields } from "./fields.js";
import type { Schedule } from "./release.js";
import { bucketsOf } from "./share.js";

/**
 * Reads a list of `{ at, share }`: a share that moves with time. `between: linear` in the first entry lets it move evenly.
 * What the times may be is the core's to say.
 */
export function readSchedule(
  given: readonly unknown[],
  path: string,
  modulo: number,
  faults: Faults,
): Schedule {
  let between: string | undefined;
  const entries = given.map((each, i) => {
    const fields = new Fields(each, `${path}[${i}]`, faults);
    const at = fields.text("at") ?? "";
    const share = fields.text("share") ?? "0%";
    if (i === 0 && fields.has("between")) between = fields.text("between");
    fields.close();
    const range = bucketsOf(share, modulo);
    if (typeof range === "string") faults.add("bad-share", fields.at("share"), range);
    return { at, range: typeof range === "number" ? range : 0 };
  });
  if (entries.length === 0) faults.add("not-a-list", path, "an empty list; write at least one { at, share }");
  return { entries, ...(between !== undefined && { between }) };
}
