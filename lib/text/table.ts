/** Rows of cells as lines with aligned columns: to the right where `isRight` says so, else to the left. */
export function table(rows: readonly (readonly string[])[], isRight: readonly boolean[]): string {
  const widths = isRight.map((_, i) => Math.max(...rows.map((row) => widthOf(row[i] ?? ""))));
  const lines = rows.map((row) =>
    row
      .map((cell, i) => {
        const blanks = " ".repeat(widths[i]! - widthOf(cell));
        return isRight[i] ? blanks + cell : cell + blanks;
      })
      .join("  ")
      .trimEnd(),
  );
  return lines.map((line) => `${line}\n`).join("");
}

/** In characters: a terminal has no better measure of all that a tag value may be. */
function widthOf(cell: string): number {
  return [...cell].length;
}
