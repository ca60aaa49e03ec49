import { type Diagnostic, said } from "./diagnostic.js";

const LEVELS = { error: "error", warning: "warning", advice: "note" } as const;

/** A log of the Static Analysis Results Interchange Format 2.1.0 (OASIS), of one run of this version of the program. */
export function asSarif(diagnostics: readonly Diagnostic[], version: string): string {
  const ids = [...new Set(diagnostics.map(({ id }) => id))].sort();
  const results = diagnostics.map((diagnostic) => ({
    ruleId: diagnostic.id,
    ruleIndex: ids.indexOf(diagnostic.id),
    level: LEVELS[diagnostic.severity],
    message: { text: said(diagnostic) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uri(diagnostic.file) },
          region: { startLine: diagnostic.line, startColumn: diagnostic.column },
        },
      },
    ],
  }));
  const driver = { name: "hash-tagging", version, rules: ids.map((id) => ({ id })) };
  const runs = [{ tool: { driver }, columnKind: "utf16CodeUnits", results }];
  return `${JSON.stringify({ version: "2.1.0", runs }, null, 2)}\n`;
}

/** A path as a reference relative to where the program was run; an absolute one stays absolute. */
function uri(file: string): string {
  return file.split("/").map(encodeURIComponent).join("/");
}
