import { printable } from "../printable.js";
import { type Diagnostic, said } from "./diagnostic.js";

const WIDTH = 100;

/** A line for each, which editors can follow; with `isTerminal` also the line of the file, and a caret below the place. */
export function asText(diagnostics: readonly Diagnostic[], isTerminal: boolean): string {
  return diagnostics.map((each) => `${lineOf(each)}\n${isTerminal ? caret(each) : ""}`).join("");
}

function lineOf(diagnostic: Diagnostic): string {
  const { file, line, column, severity, id } = diagnostic;
  const sort = severity === "error" ? "" : `${severity}: `;
  return printable(`${file}:${line}:${column}: ${sort}${id}: ${said(diagnostic)}`);
}

/** Of a long line, the part around the place. */
function caret({ source, column }: Diagnostic): string {
  const start = Math.max(0, column - 1 - WIDTH / 2);
  const before = printable(source.slice(start, column - 1).replaceAll("\t", " "));
  const after = printable(source.slice(column - 1, start + WIDTH).replaceAll("\t", " "));
  return `    ${before}${after}\n    ${" ".repeat(before.length)}^\n`;
}
