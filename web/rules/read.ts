import { checkText } from "../../lib/check/check-text.js";
import type { Diagnostic } from "../../lib/check/diagnostic.js";
import { type ReadRules, rulesIn } from "../../lib/check/rules-in.js";
import { Mistake } from "../../lib/mistake.js";

/** What messages call the text. */
export const NAME = "rules.yaml";

/** What a text holds: its rules, unless it has errors; and all there is to say of it, each at its place. */
export interface Reading {
  readonly text: string;
  readonly read: ReadRules | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads rules as the command line does. Never throws: a text without rules is an error at its beginning. */
export function reading(text: string): Reading {
  const { diagnostics } = checkText(NAME, text, true);
  if (diagnostics.some(({ severity }) => severity === "error")) return { text, read: undefined, diagnostics };
  try {
    return { text, read: rulesIn(NAME, text), diagnostics };
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    const message = error.message.replace(`${NAME}: `, "");
    const place = { file: NAME, line: 1, column: 1, path: "", source: "" };
    return { text, read: undefined, diagnostics: [{ ...place, severity: "error", id: "not-ours", message }] };
  }
}
