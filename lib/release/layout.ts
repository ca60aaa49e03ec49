import type { Faults } from "./fields.js";
import { highest, type Share, type Step, type Tag } from "./release.js";
import { percent } from "./share.js";
import { isDone } from "./states.js";

/** The tag with its `starts`: what its values come to in these steps decides where the next one begins. */
export function laidOut(tag: Tag, steps: readonly Step[], modulo: number, faults: Faults): Tag {
  const starts = new Map<string, number>();
  const changes = steps.flatMap((step) => step.changes.get(tag.header) ?? []);
  let start = 0;
  for (const value of tag.values) {
    starts.set(value, start);
    start += Math.max(0, ...changes.map(({ share }) => mostOf(share, value)));
  }
  if (start > modulo) {
    const fault = `${tag.values.join(" and ")} come to ${percent(start, modulo)} where each has its most`;
    faults.add(
      "crowded",
      changes.at(-1)!.path,
      `${fault}, and one would take users from another; stay at 100%`,
    );
  }
  return { ...tag, starts };
}

function mostOf(share: Share, value: string): number {
  return isDone(share) ? 0 : highest(share.ranges.get(value) ?? 0);
}
