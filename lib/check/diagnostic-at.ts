import type { Located } from "../yaml/configuration.js";
import { lineAndColumn } from "../yaml/locate.js";
import type { Diagnostic, Severity } from "./diagnostic.js";

/** What there is to say of a place in the text `source` of `file`. */
export function diagnosticAt(
  file: string,
  source: string,
  severity: Severity,
  { offset, ...said }: Located,
): Diagnostic {
  const [line, column] = lineAndColumn(source, offset).split(":").map(Number) as [number, number];
  return { file, line, column, severity, ...said, source: source.split(/\r\n|\r|\n/)[line - 1]! };
}
