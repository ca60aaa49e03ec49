import { Mistake } from "../mistake.js";
import { percent } from "../text/percent.js";
import type { Difference } from "./diff.js";

/** What a difference must not be: the sentence that says how it is so, or null. */
export type Limit = (difference: Pick<Difference, "tagHeaders" | "moved">) => string | null;

/** Of 2^32 hash values, 5 of 100 buckets have a little more than 5 %. */
const ROUNDING = 1e-6;

/** The limits in a list as "removed,moved>5%,reshuffled". Throws a Mistake that says what to write. */
export function limitsIn(list: string): Limit[] {
  return list.split(",").map((word) => limitOf(word.trim()));
}

function limitOf(word: string): Limit {
  if (word === "reshuffled") return reshuffled;
  const [, what, number] = /^(removed|moved)(?:>(\d+(?:\.\d+)?)%)?$/.exec(word) ?? [];
  const most = Number(number ?? 0) / 100;
  if (what === undefined || most > 1) {
    const remedy = "write removed, moved or reshuffled, and of the first two also how many: moved>5%";
    throw new Mistake(`--fail-on: ${JSON.stringify(word)} is none of its words; ${remedy}`);
  }
  return what === "moved" ? moved(most) : removed(most);
}

function reshuffled({ tagHeaders }: Pick<Difference, "tagHeaders">): string | null {
  const names = tagHeaders
    .filter(({ reshuffledBy }) => reshuffledBy.length > 0)
    .map(({ tagHeader }) => tagHeader);
  return names.length === 0 ? null : `reshuffled: ${names.join(", ")}`;
}

function moved(most: number): Limit {
  return ({ moved }) =>
    moved > most + ROUNDING ? `moved: ${percent(moved)} of the users${above(most)}` : null;
}

/** Of the tag header that loses most. */
function removed(most: number): Limit {
  return ({ tagHeaders }) => {
    const [first] = [...tagHeaders].sort((a, b) => b.removed - a.removed);
    if (first === undefined || first.removed <= most + ROUNDING) return null;
    return `removed: ${percent(first.removed)} of the users lose their ${first.tagHeader}${above(most)}`;
  };
}

const above = (most: number) => (most === 0 ? "" : `, above ${percent(most)}`);
