import { WrittenHash } from "../rule/written-hash";
import { chosen } from "./choice";
import { readEngine } from "./engine";
import { Fields } from "./fields";
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
  const name = chosen(engines, ENGINES, "engine", report);
  return name.length > 0 ? readEngine(name, engines.at(name), engines.optional(name)!, report) : null;
}
