/** A row of a table. */
export const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;

/** Text as code, whatever is in it: in a fence that is longer than any in it; a bar would end the cell. */
export function code(text: string): string {
  const fence = "`".repeat(1 + Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length)));
  const blank = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${fence}${blank}${text.replaceAll("|", "\\|")}${blank}${fence}`;
}

/** Text that Markdown leaves as it is. */
export function plain(text: string): string {
  return text.replace(/[\\`*_[\]<>|]/g, "\\$&");
}
