import type { Decision } from "../explanation.js";
import { matchedLines } from "./condition.js";
import { shown, sourceWords } from "./words.js";

/** How a rule decided, in a sentence without its full stop: "header x-user-id is 0005, bucket 6 of 100 is below 10: v2". */
export function whyOf(decision: Decision, tagValue: string | null): string {
  const { reason, source, override, pin } = decision;
  const outcome = `: ${tagValue === null ? "no tag" : shown(tagValue)}`;
  if (reason === "not-asked") return "not asked, as a rule before it has decided";
  if (reason === "off") return "off, and tags nobody";
  if (reason === "no-match") return "does not apply: no tag";
  if (reason === "override") return `override ${override! + 1} decides${outcome}`;
  if (source === undefined || source === null) {
    const sought = (decision.sought ?? []).map(sourceWords).join(" or ");
    return `there is no ${sought}${reason === "anonymous" ? `, so it has its anonymousTagValue` : ""}${outcome}`;
  }
  const key = `${sourceWords(source)} is ${keyWords(decision)}`;
  if (reason === "pin") return `${key}, which pin ${pin! + 1} names${outcome}`;
  return `${key}, bucket ${decision.bucket} of ${decision.modulo} ${place(decision)}${outcome}`;
}

/** The key; the values of a joined one with a + between them. */
function keyWords({ source, key, keyHex, keyBytes }: Decision): string {
  if (source?.["all"] === undefined) return shown(key!, keyHex, keyBytes);
  const parts = key!.split("\u001f");
  return parts
    .map((part, i) => (i < parts.length - 1 ? shown(part) : shown(part, keyHex, keyBytes)))
    .join(" + ");
}

/** Where the bucket lies. */
function place({ reason, from, range, gap, modulo }: Decision): string {
  if (reason === "policy") return from === 0 ? `is below ${range}` : `is from ${from} to ${range! - 1}`;
  const byDefault = reason === "default" ? ", so it has the defaultTagValue" : "";
  if (gap!.from === 0 && gap!.range === modulo) return `is in no range, as all are empty${byDefault}`;
  if (gap!.range === modulo) return `is not below ${gap!.from}${byDefault}`;
  if (gap!.from === 0) return `is below ${gap!.range}, where the first range begins${byDefault}`;
  return `is in no range, but in the gap from ${gap!.from} to ${gap!.range - 1}${byDefault}`;
}

/** What its conditions came to, a line each, as far as they were asked. */
export function conditionsOf({ match, unless, overrides = [] }: Decision): string[] {
  return [
    ...(match === undefined ? [] : matchedLines("match", match)),
    ...(unless === undefined ? [] : matchedLines("unless", unless)),
    ...overrides.flatMap((each) => matchedLines(`override ${each.override + 1}`, each)),
  ];
}
