import type { Rules } from "../core.js";
import { explain, type Explained } from "../explain/explain.js";
import type { Ready } from "./against.js";

/** What came of a test. */
export interface Verdict {
  readonly name: string;
  /** Where it stands in its file: tests[2]. */
  readonly path: string;
  /** When the request came; null for now. */
  readonly at: string | null;
  readonly passed: boolean;
  readonly tagHeaders: readonly Seen[];
}

/** A tag header with the value that it had to have, and the one that the request gets; null for no tag. */
export interface Seen {
  readonly tagHeader: string;
  readonly expected: string | null;
  readonly seen: string | null;
  /** How the rules came to it, where it is not as expected; empty for a header that is only reserved. */
  readonly rules?: Explained["tagHeaders"][number]["rules"];
}

/** Decides each test by the rules, at its time or else at `now`, since 1970. It leaves the rules at some such time. */
export function runCases(cases: readonly Ready[], rules: Rules, now: number): Verdict[] {
  return cases.map(({ name, path, at, second, id, values, expected }) => {
    const tags = new Map(Object.entries(rules.at(second ?? now).tags(values, id)));
    const tagHeaders = expected.map(({ tagHeader, tagValue }): Seen => {
      const seen = tags.get(tagHeader) ?? null;
      const outcome = { tagHeader, expected: tagValue, seen };
      if (seen === tagValue) return outcome;
      const explained = explain(rules, values, id).tagHeaders.find((each) => each.tagHeader === tagHeader);
      return { ...outcome, rules: explained?.rules ?? [] };
    });
    return {
      name,
      path,
      at: at ?? null,
      passed: tagHeaders.every(({ rules }) => rules === undefined),
      tagHeaders,
    };
  });
}
