import { WrittenHash } from "../rule/written-hash";
import { readEngine } from "./engine";
import { Fields } from "./fields";
import { MISSING_FIELD, NO_SUCH_CHOICE } from "./ids";
import { Report } from "./report";

const ENGINES: string[] = [
  "unleash",
  "split",
  "flagd",
  "growthbook",
  "launchdarkly",
  "goFeatureFlag",
  "envoy",
  "higress",
];

/** Reads a rule's field `hash`: exactly one engine. Null where it is missing, and after a report that no engine can be read. */
export function readHash(rule: Fields, report: Report): WrittenHash | null {
  const json = rule.optional("hash");
  if (json === null) return null;
  const path = rule.at("hash");
  const engines = new Fields(path, json, ENGINES, report);
  let name = "";
  for (let i = 0; i < ENGINES.length; ++i) {
    if (engines.optional(ENGINES[i]) === null) continue;
    if (name.length > 0) {
      report.add(NO_SUCH_CHOICE, path, "names " + name + " and " + ENGINES[i] + "; keep one");
      return null;
    }
    name = ENGINES[i];
  }
  if (name.length > 0) return readEngine(name, engines.at(name), engines.optional(name)!, report);
  if (engines.readable && json.keys.length == 0) {
    report.add(MISSING_FIELD, path, "names no engine; write one of " + ENGINES.join(", "));
  }
  return null;
}
