import type { Rules } from "../core.js";
import { Faults } from "../release/fields.js";
import { YamlText } from "../yaml/text.js";
import { against, type Ready } from "./against.js";
import { readCases } from "./read.js";

/** The tests in a file, ready for some rules. */
export interface Tests {
  readonly cases: readonly Ready[];
  /** What their author should know, a line each. */
  readonly warnings: readonly string[];
  /** Where what is at a path stands: tests.yaml:5:3. */
  placeOf(path: string): string;
}

/** The tests of `rules` in the YAML of a file. Throws a Mistake of what is wrong, in lines that editors can follow. */
export function testsIn(file: string, source: string, rules: Rules): Tests {
  const text = new YamlText(file, source);
  const faults = new Faults();
  const read = readCases(text.json, faults);
  text.refuse({ errors: faults.errors, warnings: [] });
  const { ready, findings } = against(read, rules);
  text.refuse(findings);
  return { cases: ready, warnings: text.warnings(findings), placeOf: (path) => text.placeOf(path) };
}
