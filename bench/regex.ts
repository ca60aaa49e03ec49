// What a regular expression costs for values that are made to cost it most, by their length: `make bench-regex`, a minute.
// Prints nanoseconds a byte and draws the times as docs/regex.svg. It leaves Envoy out.
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { HOSTILE } from "../tests/regex/hostile.ts";
import { Regex, valid } from "../tests/regex/regexes.ts";
import { draw } from "./plots.ts";

const LENGTHS = [30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000];
const TURNS = 15;
/** Bytes matched in a turn, at least. */
const BYTES = 20_000;

/** Nanoseconds for a value, the least of several turns: what disturbs one adds to it. */
function time(regex: Regex, value: string, runs: boolean): number {
  const times = Math.ceil(BYTES / value.length);
  return Math.min(...Array.from({ length: TURNS }, () => regex.time(value, times, runs)));
}

console.log(
  `${"ns a byte, of a value of".padEnd(39)}${LENGTHS.map((length) => String(length).padStart(9)).join("")}`,
);

const series = HOSTILE.flatMap(({ pattern, value }) => {
  const regex = valid(Regex.whole(pattern));
  const ways = regex.cells > 0 ? ["table", "machine"] : ["machine"];
  return ways.map((way) => {
    const points = LENGTHS.map((length) => [length, time(regex, value(length), way === "machine")] as const);
    const cells = points.map(([length, nanoseconds]) => (nanoseconds / length).toFixed(1).padStart(9));
    console.log(`${pattern.padEnd(30)} ${way.padEnd(8)}${cells.join("")}`);
    return { name: `${pattern}, ${way}`, points };
  });
});

const legend = 50 + 20 * series.length;
const svg = draw(
  "Time for a value that is made to cost most, µs by its bytes",
  `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, Node ${process.versions.node}`,
  {
    xAxis: { type: "log", name: "bytes" },
    yAxis: { type: "log", name: "µs" },
    legend: { orient: "vertical", bottom: 0, left: 60 },
    grid: { top: 80, bottom: legend, left: 80, right: 60 },
    series: series.map(({ name, points }) => ({
      type: "line",
      name,
      data: points.map(([length, nanoseconds]) => [length, Number((nanoseconds / 1000).toPrecision(3))]),
    })),
  },
  400 + legend,
);
writeFileSync(join(import.meta.dirname, "../docs/regex.svg"), `${svg}\n`);
