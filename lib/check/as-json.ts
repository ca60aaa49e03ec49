import type { Checked } from "./diagnostic.js";

/** One document: `diagnostics` as they are found, and how much was looked at. */
export function asJson({ diagnostics, files, configurations }: Checked): string {
  const found = diagnostics.map(({ source: _, ...diagnostic }) => diagnostic);
  return `${JSON.stringify({ files, configurations, diagnostics: found }, null, 2)}\n`;
}
