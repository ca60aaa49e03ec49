import type { Diagnostic as Mark } from "@codemirror/lint";
import type { Text } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { type Diagnostic, said } from "../../lib/check/diagnostic.js";
import { fixOf } from "./fixes.ts";

const SEVERITIES = { error: "error", warning: "warning", advice: "info" } as const;
const WORD = /^(?:"[^"]*"|'[^']*'|(?:[^\s,\]}#:]|:(?=\S))+)/;

/** What is underlined: the word at the place of each finding, or the whole line where none stands there. */
export function marksOf(diagnostics: readonly Diagnostic[], text: Text): Mark[] {
  return diagnostics.map((diagnostic) => {
    const line = text.line(Math.min(diagnostic.line, text.lines));
    const from = Math.min(line.from + diagnostic.column - 1, line.to);
    const word = WORD.exec(line.text.slice(from - line.from))?.[0] ?? "";
    const [start, end] = word === "" ? [line.from, line.to] : [from, from + word.length];
    const fix = word === "" ? undefined : fixOf(diagnostic, word);
    const actions =
      fix === undefined
        ? []
        : [
            {
              name: fix.name,
              apply: (view: EditorView, from: number, to: number) =>
                view.dispatch({ changes: { from, to, insert: fix.text } }),
            },
          ];
    return {
      from: start,
      to: end,
      severity: SEVERITIES[diagnostic.severity],
      message: said(diagnostic),
      actions,
    };
  });
}
