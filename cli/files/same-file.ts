import { fstatSync, statSync } from "node:fs";

/**
 * Whether both lead to one regular file, by whatever names and links. Each is a path or an open descriptor; one that
 * leads nowhere is the same as nothing. A terminal or a pipe may well be both ends.
 */
export function isSameFile(one: string | number | undefined, other: string | number | undefined): boolean {
  const [first, second] = [identity(one), identity(other)];
  return first !== undefined && first === second;
}

function identity(file: string | number | undefined): string | undefined {
  if (file === undefined) return undefined;
  try {
    const exact = { bigint: true } as const; // some file systems number above 2^53
    const stats = typeof file === "number" ? fstatSync(file, exact) : statSync(file, exact);
    return stats.isFile() ? `${stats.dev}:${stats.ino}` : undefined;
  } catch {
    return undefined;
  }
}
