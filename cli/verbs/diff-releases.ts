import type { Ids } from "../../lib/census/census.js";
import type { Limit } from "../../lib/diff/fail-on.js";
import { asMarkdown } from "../../lib/release/diff/as-markdown.js";
import { asText } from "../../lib/release/diff/as-text.js";
import { diffReleases, type ReleaseDifference } from "../../lib/release/diff/diff.js";
import { Mistake } from "../../lib/mistake.js";
import { nameOf } from "../../lib/release/diff/words.js";
import { releaseIn } from "../../lib/release/release-text.js";
import { printed } from "../files/printed.js";
import { idsOfKeys } from "./counted-as.js";

/** The two files that are compared, by what messages call them. */
export type Both = readonly [old: Named, now: Named];
interface Named {
  readonly name: string;
  readonly source: string;
}

/** How they are compared, and in which form that is said. */
export interface Asked {
  readonly ids: Ids | null;
  readonly second: number;
  readonly limits: readonly Limit[];
  readonly output: string;
}

/** What is said: on standard error, on standard output, and of what is beyond the limits. */
export interface Said {
  readonly notes: readonly string[];
  readonly text: string;
  readonly failures: readonly string[];
}

const FORMS: Record<string, (difference: ReleaseDifference) => string> = {
  text: (difference) => printed(asText(difference)),
  json: (difference) => `${JSON.stringify(difference, null, 2)}\n`,
  markdown: (difference) => printed(asMarkdown(difference)),
};

/** Compares two releases. Throws a Mistake where one is wrong, or where a request is described. */
export function compareReleases(
  [old, now]: Both,
  { ids, second, limits, output, isDescribed }: Asked & { readonly isDescribed: boolean },
): Said {
  if (isDescribed) throw new Mistake("--header and its like are of rules alone; leave them out for releases");
  const [before, after] = [releaseIn(old.name, old.source), releaseIn(now.name, now.source)];
  const difference = diffReleases(before, after, ids, second);
  const failures = difference.steps.flatMap((step) => {
    const tagHeaders = step.apps.map(({ app, ...change }) => ({ tagHeader: app, ...change }));
    const lines = limits.map((limit) => limit({ tagHeaders, moved: step.moved }));
    return lines.filter((line) => line !== null).map((line) => `${nameOf(step)}: ${line}`);
  });
  return {
    notes: ids === null ? [] : idsOfKeys(difference.keys, true),
    text: FORMS[output]!(difference),
    failures,
  };
}
