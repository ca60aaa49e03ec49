import { Mistake } from "../mistake.js";
import { suggest } from "../suggest.js";

/** The options of `manifest` that say what is written, as parseArgs of node:util has them. */
export const OPTIONS = {
  url: { type: "string" },
  sha256: { type: "string" },
  cluster: { type: "string" },
  "image-pull-policy": { type: "string" },
  "image-pull-secret": { type: "string" },
  name: { type: "string" },
  namespace: { type: "string" },
  selector: { type: "string", multiple: true },
  phase: { type: "string" },
  priority: { type: "string" },
  "fail-strategy": { type: "string" },
  "no-guard": { type: "boolean" },
} as const;

/** What the command line gave of OPTIONS. */
export type Options = {
  readonly [Name in keyof typeof OPTIONS]?: Value<(typeof OPTIONS)[Name]>;
};
type Value<Option> = Option extends { type: "boolean" }
  ? boolean
  : Option extends { multiple: true }
    ? string[]
    : string;

/** What the proxy does when it cannot get the module, or the module traps. The first is the default. */
export const FAIL_STRATEGIES = ["FAIL_OPEN", "FAIL_CLOSE", "FAIL_RELOAD"] as const;

export function failStrategy(options: Options): (typeof FAIL_STRATEGIES)[number] {
  return choice("--fail-strategy", options["fail-strategy"], FAIL_STRATEGIES);
}

/** The one of `choices` that is `given`; the first when nothing is. */
export function choice<T extends string>(
  flag: string,
  given: string | undefined,
  choices: readonly [T, ...T[]],
): T {
  const chosen = given === undefined ? choices[0] : choices.find((each) => each === given);
  if (chosen !== undefined) return chosen;
  const remedy = suggest(given!, choices);
  throw new Mistake(`${flag}: ${JSON.stringify(given)} is none of ${choices.join(", ")}${remedy}`);
}

/** Refuses each of the options in `reasons` that is given, with its reason. */
export function refuse(options: Options, reasons: { readonly [Name in keyof Options]?: string }): void {
  for (const [name, why] of Object.entries(reasons)) {
    if (options[name as keyof Options] !== undefined) throw new Mistake(`--${name}: ${why}; leave it out`);
  }
}
