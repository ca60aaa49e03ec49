import type { Faults } from "./fields.js";
import { groupsOf } from "./moves.js";
import { lowest, type Release } from "./release.js";
import { percent } from "./share.js";
import { isDone, statesOf } from "./states.js";

/**
 * Refuses each step that takes users out of a version that they have, unless it says `mayShrink`. Who goes on to a version
 * that is done is not taken out.
 */
export function refuseShrinking(release: Release, faults: Faults): void {
  const states = statesOf(release);
  for (const [i, after] of states.entries()) {
    const before = states[i - 1];
    if (before === undefined || after.step === undefined || after.step.mayShrink) continue;
    for (const [header, { path }] of after.step.changes) {
      if (isDone(after.shares.get(header))) continue;
      const tag = release.tags.find((each) => each.header === header)!;
      const groups = groupsOf(release, before, after, lowest).find(([group]) => group!.before.has(header))!;
      const out = groups.filter((group) => {
        const had = group.before.get(header) ?? "";
        return tag.values.includes(had) && had !== group.after.get(header);
      });
      const buckets = out.reduce((sum, group) => sum + group.buckets, 0);
      if (buckets === 0) continue;
      const who = `takes ${percent(buckets, release.modulo)} of the users out of ${out[0]!.before.get(header)}`;
      faults.add("shrinks", path, `${who}; write mayShrink: true in the step if that is meant`);
    }
  }
}
