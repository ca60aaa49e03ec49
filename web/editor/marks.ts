import type { Diagnostic as Mark } from "@codemirror/lint";
import type { Text } from "@codemirror/state";
import { type Diagnostic, said } from "../../lib/check/diagnostic.js";

const SEVERITIES = { error: "error", warning: "warning", advice: "info" } as const;

/** What is underlined: the word at the place of each finding, or the whole line where none stands there. */
export function marksOf(diagnostics: readonly Diagnostic[], text: Text): Mark[] {
  return diagnostics.map((diagnostic) => {
    const line = text.line(Math.min(diagnostic.line, text.lines));
    const from = Math.min(line.from + diagnostic.column - 1, line.to);
    const word =
      /^(?:"[^"]*"|'[^']*'|(?:[^\s,\]}#:]|:(?=\S))+)/.exec(line.text.slice(from - line.from))?.[0] ?? "";
    const [start, end] = word === "" ? [line.from, line.to] : [from, from + word.length];
    return { from: start, to: end, severity: SEVERITIES[diagnostic.severity], message: said(diagnostic) };
  });
}
