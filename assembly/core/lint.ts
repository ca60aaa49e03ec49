// What is legal in a configuration, but will surprise who wrote it.
import { isOctet } from "./baggage/percent";
import { Report } from "./config/report";
import { MOST_SERIES } from "./metrics/tally";
import { outcomesOf } from "./plan/outcome";
import { Plan } from "./plan/plan";
import { WrittenRule } from "./rule/written";
import { decimal, quote } from "./text/text";

/** Half of the headers that Envoy takes by default. The other half is for the client's. */
const MANY_TAG_HEADERS = 50;

/** Envoy answers 431 to a request with more headers than its max_headers_count, and the tags come on top of the client's. */
export function warnOfTagHeaders(plan: Plan, report: Report): void {
  let most = 0; // on one request; a header that is only removed is none more
  for (let i = 0; i < plan.tagHeaders.length; ++i) if (plan.tagHeaders[i].canYield) ++most;
  if (most < MANY_TAG_HEADERS) return;
  const fault = decimal(most) + " tag headers may come together in one request; ";
  const remedy =
    "the next Envoy answers 431 to more than 100 headers: have fewer, or raise its max_headers_count";
  report.warn("tag-headers", "rules", fault + remedy);
}

/** A plan of many outcomes is counted by its rules alone. */
export function warnOfSeries(plan: Plan, report: Report): void {
  const count = outcomesOf(plan).length;
  if (count <= MOST_SERIES) return;
  const fault = decimal(count) + " series of counters; the most is " + decimal(MOST_SERIES);
  report.warn(
    "many-series",
    "metrics",
    fault + ", so that each rule counts only what it tags; have fewer policies",
  );
}

/** Some apps change or drop a value that baggage must escape: with Python's old and new libraries, and Go's up to 1.21. */
export function warnOfEscapes(rules: WrittenRule[], report: Report): void {
  for (let i = 0; i < rules.length; ++i) {
    const rule = rules[i];
    for (let j = 0; j < rule.policies.length; ++j) {
      warnOfEscape(rule.policies[j].path + ".tagValue", rule.policies[j].tagValue, report);
    }
    for (let j = 0; j < rule.overrides.length; ++j) {
      warnOfEscape(tagValueAt(rule, "overrides", j), rule.overrides[j].tagValue, report);
    }
    for (let j = 0; j < rule.pins.length; ++j) {
      warnOfEscape(tagValueAt(rule, "pins", j), rule.pins[j].tagValue, report);
    }
    warnOfEscape(rule.path + ".defaultTagValue", rule.defaultTagValue, report);
    warnOfEscape(rule.path + ".anonymousTagValue", rule.anonymousTagValue, report);
  }
}

function tagValueAt(rule: WrittenRule, list: string, index: i32): string {
  return rule.path + "." + list + "[" + decimal(index) + "].tagValue";
}

function warnOfEscape(path: string, value: string, report: Report): void {
  let at = 0;
  while (at < value.length && isOctet(value.charCodeAt(at))) ++at;
  if (at == value.length) return;
  const fault = quote(value) + " has " + quote(value.charAt(at));
  const remedy = ", which baggage must escape and some apps then change or drop; write it without";
  report.warn("escape-in-baggage", path, fault + remedy);
}
