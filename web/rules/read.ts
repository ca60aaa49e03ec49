import { checkText } from "../../lib/check/check-text.js";
import type { Diagnostic } from "../../lib/check/diagnostic.js";
import { holdsRelease } from "../../lib/check/holds-release.js";
import { type ReadRules, rulesIn } from "../../lib/check/rules-in.js";
import { Mistake } from "../../lib/mistake.js";
import { checkedRelease } from "../../lib/release/read.js";
import { YamlText } from "../../lib/yaml/text.js";
import { type Stepped, steppedOf } from "../release/stepped.ts";

/** What messages call the text. */
export const NAME = "rules.yaml";

/** What a text has without an error: rules, or a release, which has rules for each of its steps. */
export type Held = ReadRules | Stepped;

/** What a text holds, unless it has errors; and all there is to say of it, each at its place. */
export interface Reading {
  readonly text: string;
  readonly held: Held | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads rules or a release as the command line does. Never throws: a text of neither is an error at its beginning. */
export function reading(text: string): Reading {
  const { diagnostics } = checkText(NAME, text, true);
  if (diagnostics.some(({ severity }) => severity === "error")) return { text, held: undefined, diagnostics };
  try {
    const held = holdsRelease(text) ? releaseIn(text) : rulesIn(NAME, text);
    return { text, held, diagnostics };
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    const message = error.message.replace(`${NAME}: `, "");
    const place = { file: NAME, line: 1, column: 1, path: "", source: "" };
    return { text, held: undefined, diagnostics: [{ ...place, severity: "error", id: "not-ours", message }] };
  }
}

function releaseIn(text: string): Stepped {
  return steppedOf(checkedRelease(new YamlText(NAME, text).json));
}
