import { STABLE } from "../release.js";
import type { Rule } from "./objects.js";

/**
 * The testers of a release by what rules decide before the bucket does: each kind once, in the order in which they come. `notes`
 * gets that some rules have other ones: in a release they are of all apps that have the version.
 */
export function testersOf(states: readonly (readonly Rule[])[], notes: string[]): object[] {
  const all = states.map((rules) => rules.filter(({ policies = [] }) => policies.length > 0).map(kindsOf));
  if (all.some((kinds) => new Set(kinds.map((each) => JSON.stringify(each))).size > 1)) {
    notes.push("the rules of one step have several overrides or pins; all are taken for all apps");
  }
  return [...new Set(all.flat(2).map((kind) => JSON.stringify(kind)))].map(
    (kind) => JSON.parse(kind) as object,
  );
}

function kindsOf({ overrides = [], pins = [] }: Rule): object[] {
  const toOf = (tagValue: string | null) => ({ to: tagValue ?? STABLE });
  return [
    ...overrides.map(({ match, tagValue }) => ({ match, ...toOf(tagValue) })),
    ...pins.map(({ ids, tagValue }) => ({ ids, ...toOf(tagValue) })),
  ];
}
