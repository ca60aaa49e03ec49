import { readFileSync } from "node:fs";

const GUARD = 4 * 2 ** 30;

/**
 * The linear memories of all wasm VMs of a process, in MiB. V8 lays each before some gigabytes that nobody may touch, so
 * that an address out of bounds traps.
 */
export function moduleMemory(pid: number): number {
  const maps = readFileSync(`/proc/${pid}/maps`, "utf8").trim().split("\n").map(mapping);
  const memories = maps.filter((map, i) => {
    const next = maps[i + 1];
    return (
      map.mode === "rw-p" && next?.mode === "---p" && next.start === map.end && next.end - next.start > GUARD
    );
  });
  return memories.reduce((sum, { start, end }) => sum + end - start, 0) / 2 ** 20;
}

function mapping(line: string): { start: number; end: number; mode: string } {
  const [, start, end, mode] = /^([0-9a-f]+)-([0-9a-f]+) (\S+)/.exec(line)!;
  return { start: parseInt(start!, 16), end: parseInt(end!, 16), mode: mode! };
}
