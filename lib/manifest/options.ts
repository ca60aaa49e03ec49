import { Mistake } from "../mistake.js";
import { suggest } from "../suggest.js";

/** What is asked of a manifest, under the names that the command line gives it. */
export interface Options {
  readonly url?: string;
  readonly sha256?: string;
  readonly cluster?: string;
  readonly "image-pull-policy"?: string;
  readonly "image-pull-secret"?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly selector?: string[];
  readonly "target-ref"?: string[];
  readonly phase?: string;
  readonly priority?: string;
  readonly "fail-strategy"?: string;
  readonly "no-guard"?: boolean;
  readonly native?: boolean;
}

export const PULL_POLICIES = ["IfNotPresent", "Always"] as const;

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
