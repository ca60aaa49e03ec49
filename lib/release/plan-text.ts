import type { Planned } from "./plan.js";

/** The plan as a table for people. */
export function planText(plan: readonly Planned[]): string {
  const apps = Object.keys(plan[0]!.versions);
  const rows = plan.map(({ folder, versions, moves }) => {
    const [first, ...more] = moves.map(({ who, changes }) => `${who}: ${changes.join(", ")}`);
    const nobody = folder.startsWith("1-") ? "" : "nobody";
    return [folder, ...apps.map((app) => versions[app]!), first ?? nobody, more];
  });
  const lines = rows.flatMap(([...cells]) => {
    const more = cells.pop() as string[];
    return [cells as string[], ...more.map((move) => [...cells.slice(1).map(() => ""), move])];
  });
  const heads = ["step", ...apps, "who moves"];
  const users = plan.map(({ folder, users: groups }) => [
    folder,
    groups.map(({ share, versions }) => `${share}: ${versions.join(" ")}`).join("; "),
  ]);
  return `${table([heads, ...lines])}\n${table([["step", `who has ${apps.join(" ")}`], ...users])}`;
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  const line = (row: readonly string[]) => row.map((cell, i) => cell.padEnd(widths[i]!)).join("  ");
  return rows.map((row) => `${line(row).trimEnd()}\n`).join("");
}
