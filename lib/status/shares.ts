import type { Expected } from "./expected.js";
import type { Count } from "./gateway.js";
import { ratioTest } from "./ratio.js";

/** How the requests of a tag header are dealt, or, without rules to hold them to, those of one rule. */
export interface Dealt {
  /** The tag header; without rules the rule. */
  readonly name: string;
  /** Requests with a key, on all gateways, that were left to the buckets. */
  readonly requests: number;
  readonly tags: readonly DealtTag[];
  /** How probable the figures are by chance; null where that is not known. */
  readonly probability: number | null;
  /** Why it is not known, or "". */
  readonly untested: string;
}

export interface DealtTag {
  readonly tagValue: string | null;
  readonly expected: number | null;
  readonly requests: number;
}

/** The reasons by which a bucket decides. */
const BY_POLICY = ["policy", "default"];
const LEFT = "no-range";

/** Holds what was counted to what is expected. */
export function dealtAsExpected(counts: readonly Count[], { tagHeader, rules, shares }: Expected): Dealt {
  const own = counts.filter(({ rule }) => rules.includes(rule));
  const seen = seenIn(own, rules.at(-1));
  if (counts.length === 0)
    return dealt(tagHeader, seen, null, "not counted: the rules served lack metrics: true");
  if (typeof shares === "string") return dealt(tagHeader, seen, null, shares);
  if (own.some(({ reason }) => reason === "tagged")) {
    return dealt(tagHeader, seen, null, "there are too many series: a rule counts what it tags alone");
  }
  return dealt(tagHeader, seen, shares, "");
}

/** What each rule on the page has counted, with nothing to hold it to. */
export function dealtByRule(counts: readonly Count[]): Dealt[] {
  const rules = [...new Set(counts.map(({ rule }) => rule))];
  return rules.map((rule) => {
    const own = counts.filter((each) => each.rule === rule);
    return dealt(rule, seenIn(own, rule), null, "give --rules to hold it to them");
  });
}

/** The requests of each tag value; those left without one are what the last rule has left. */
function seenIn(counts: readonly Count[], last: string | undefined): Map<string | null, number> {
  const seen = new Map<string | null, number>();
  for (const { rule, reason, tagValue, requests } of counts) {
    if (!BY_POLICY.includes(reason) && !(reason === LEFT && rule === last)) continue;
    seen.set(tagValue, (seen.get(tagValue) ?? 0) + requests);
  }
  return seen;
}

function dealt(
  name: string,
  seen: ReadonlyMap<string | null, number>,
  shares: ReadonlyMap<string | null, number> | null,
  untested: string,
): Dealt {
  const requests = [...seen.values()].reduce((sum, some) => sum + some, 0);
  const some = [...seen].filter(([, each]) => each > 0).map(([tagValue]) => tagValue);
  const tagValues = [...new Set([...(shares?.keys() ?? []), ...some])];
  const tags = tagValues
    .map((tagValue) => ({
      tagValue,
      expected: shares && (shares.get(tagValue) ?? 0),
      requests: seen.get(tagValue) ?? 0,
    }))
    .sort((a, b) => Number(a.tagValue === null) - Number(b.tagValue === null));
  const probability =
    shares && ratioTest(tags.map(({ expected, requests }) => ({ share: expected ?? 0, requests })));
  const isShort = shares !== null && probability === null;
  const isCertain = [...(shares?.values() ?? [])].includes(1);
  const why = isCertain ? "there is nothing to deal" : "too few requests";
  return { name, requests, tags, probability, untested: isShort ? why : untested };
}
