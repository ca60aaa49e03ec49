import type { Basis } from "../census/shares.js";
import { percent } from "../text/percent.js";
import type { Difference } from "./diff.js";
import type { Change } from "./header.js";

const BASES: Readonly<Record<Basis, string>> = {
  exact: "counted over all 2^32 hash values",
  independent: "counted over all 2^32 values of each hash, which are independent",
  users: "of these users",
  sample: "of a sample of 100000 UUIDs: this cannot be counted",
};

const CAUSES: Readonly<Record<string, string>> = {
  key: "another key",
  hash: "another salt, layer or hash",
  modulo: "another modulo",
};

/** What happens to all users, in a line. */
export function inAll({ moved, basis, users }: Pick<Difference, "moved" | "basis" | "users">): string {
  const whom = users === null ? "all users" : `${users} users`;
  const how = basis === "users" ? "" : `, ${BASES[basis]}`;
  return `${moved === 0 ? `none of ${whom}` : `${percent(moved)} of ${whom}`} move${how}`;
}

/** What happens under one tag header, or to one app, in parts of a line. */
export function under({
  isIn,
  moved,
  removed,
  needless,
  reshuffledBy,
}: Pick<Change, "isIn" | "moved" | "removed" | "needless" | "reshuffledBy">): string[] {
  const parts = [moved === 0 ? "nobody moves" : `${percent(moved)} move`];
  if (removed > 0) parts.push(`${percent(removed)} are taken out`);
  if (reshuffledBy.length > 0) {
    parts.push(`reshuffled by ${reshuffledBy.map((cause) => CAUSES[cause]).join(" and ")}`);
  }
  if (needless > 0) parts.push(`${percent(needless)} move without need`);
  if (isIn === "after") parts.push("new");
  if (isIn === "before") parts.push("no rule names it any more");
  return parts;
}

/** What is not in the shares, a line each. */
export function unsaid({ uncounted, withoutKey, isForRequest }: Difference): string[] {
  return [
    ...withoutKey.map(
      ({ tagHeader, from, to }) => `requests without a key: ${tagHeader} ${from ?? "none"} → ${to ?? "none"}`,
    ),
    ...uncountedLines("before", uncounted.before, isForRequest),
    ...uncountedLines("after", uncounted.after, isForRequest),
  ];
}

/** For a request, what is not counted but pins is how conditions on the id hold for each. */
function uncountedLines(when: string, paths: readonly string[], isForRequest: boolean): string[] {
  const asForIt = isForRequest ? paths.filter((path) => !path.endsWith(".pins")) : [];
  const none = paths.filter((path) => !asForIt.includes(path));
  return [
    ...(asForIt.length === 0 ? [] : [`as for the request, whatever the id, ${when}: ${asForIt.join(", ")}`]),
    ...(none.length === 0 ? [] : [`not counted, ${when}: ${none.join(", ")}`]),
  ];
}
