import { Rules } from "../core.js";
import { Mistake } from "../mistake.js";
import { YamlConfiguration } from "../yaml/configuration.js";
import { readDocuments } from "../yaml/documents.js";
import { asText } from "./as-text.js";
import { checkText, MAX_DEPTH } from "./check-text.js";
import { type Configuration, contentOf } from "./configurations.js";

/** What a configuration is that has no rules. */
const WORDS = {
  "header-propagation": "a configuration of header propagation",
  release: "a release",
  tests: "tests of rules",
};

/** Rules in which the core has found no fault. */
export interface ReadRules {
  /** What messages call them. */
  readonly name: string;
  readonly json: string;
  readonly rules: Rules;
}

/**
 * The rules in the YAML or JSON text of a file: the file itself, or what a manifest in it hands to the gateway. Throws a
 * Mistake with a line for each error, as `check` has it; and one where there are no rules, or several.
 */
export function rulesIn(name: string, source: string): ReadRules {
  const errors = checkText(name, source, true).diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Mistake(...asText(errors, false).trimEnd().split("\n"));
  const configurations = configurationsIn(source);
  const [what] = configurations;
  const [first, second] = configurations.filter(({ module }) => module === "hash-tagging");
  if (first === undefined)
    throw new Mistake(`${name}: ${WORDS[what!.module as keyof typeof WORDS]}; name a file of rules`);
  if (second !== undefined)
    throw new Mistake(`${name}: rules for several gateways; keep those of one in the file`);
  const { json } = new YamlConfiguration(first.node);
  return { name, json, rules: Rules.parse(json) };
}

/** All configurations of ours in a text, whatever is wrong with them. Throws NotYaml. */
export function configurationsIn(source: string): Configuration[] {
  const contents = readDocuments(source, MAX_DEPTH).map(contentOf);
  return contents.flatMap((each) => ("other" in each ? [] : each.configurations));
}
