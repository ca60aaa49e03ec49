import { suggest } from "../suggest.js";
import { Fields } from "./fields.js";
import { type Release, type Share, STABLE, type Tag, type Testers } from "./release.js";
import { isDone } from "./states.js";

/** Reads `testers`: some, or a list of several kinds; each may say where they come to. */
export function readTesters(given: Fields, tags: readonly Tag[]): Testers[] {
  const values = [...new Set(tags.flatMap((tag) => tag.values))];
  if (!Array.isArray(given.value("testers"))) return [readKind(given.fields("testers")!, values)];
  const path = given.at("testers");
  const kinds = given.list("testers") ?? [];
  return kinds.map((kind, i) => readKind(new Fields(kind, `${path}[${i}]`, given.faults), values));
}

function readKind(fields: Fields, values: readonly string[]): Testers {
  const { faults, path } = fields;
  const ids = fields.has("ids") ? (fields.list("ids") ?? []) : [];
  const match = fields.has("match") ? (fields.list("match") ?? []) : [];
  const to = fields.has("to") ? fields.text("to") : undefined;
  fields.close();
  if (ids.length + match.length === 0)
    faults.add("missing-field", path, "nobody; write ids, or match as in a rule");
  if (to !== undefined) checkTo(to, values, fields);
  return { ids: ids as string[], match: match as object[], ...(to !== undefined && { to }), path };
}

function checkTo(to: string, values: readonly string[], fields: Fields): void {
  const isNext = values.includes(to);
  if (to === STABLE && isNext) {
    const why = `${STABLE} is a next version or a lane as well; call that otherwise`;
    fields.faults.add("bad-name", fields.at("to"), why);
  } else if (to !== STABLE && !isNext) {
    const words = [...values, STABLE];
    const remedy = suggest(to, words);
    fields.faults.add(
      "no-such-choice",
      fields.at("to"),
      `${JSON.stringify(to)} is none of ${words.join(", ")}${remedy}`,
    );
  }
}

/** Whether some testers come to one of these values of a tag. */
export function isForTesters(
  testers: readonly Testers[],
  tag: Pick<Tag, "values">,
  named: readonly string[],
): boolean {
  return testers.some(({ to = tag.values[0]! }) => named.includes(to));
}

/** Some testers, and what they have in a tag: null for none, where the tag of all others is none either. */
export interface Told {
  readonly testers: Testers;
  readonly tagValue: string | null;
}

/**
 * What testers have in a tag that has come to `share`, in the order of the file. They come to a value as soon as a step names it,
 * and until then are as all others; so they are once it is done. None where nobody has come to a value yet. `by`
 * leaves those alone who are known by that.
 */
export function toldOf(
  { testers, fallback }: Release,
  tag: Tag,
  share: Share | undefined,
  by?: "ids" | "match",
): Told[] {
  if (share === undefined || isDone(share) || share.ranges.size === 0) return [];
  return testers.flatMap((each): Told[] => {
    const { to = tag.values[0]! } = each;
    if (by !== undefined && each[by].length === 0) return [];
    if (to === STABLE) return [{ testers: each, tagValue: fallback === "none" ? STABLE : null }];
    return share.ranges.has(to) ? [{ testers: each, tagValue: to }] : [];
  });
}
