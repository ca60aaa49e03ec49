/**
 * `make bench` measures the filter beside everything that an operator could use instead,
 * and writes report.md, report.json and the plots into this folder.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { compare, COPIES } from "./comparison.ts";
import { measureCorrelation } from "./correlation.ts";
import { measureFeatures } from "./features.ts";
import { footprintOf, type Footprint } from "./footprint.ts";
import { measureGrowth } from "./growth.ts";
import { thisMachine } from "./machine.ts";
import { buildLoad } from "./peers.ts";
import { plots } from "./plots.ts";
import { report } from "./report.ts";
import { resultsOf } from "./results.ts";
import { Meter } from "./rounds.ts";
import { allVariants } from "./variants.ts";

const FULL = {
  stacks: { generations: 3, passes: 10, ms: 250 },
  singles: { generations: 1, passes: 10, ms: 250 },
  growth: { passes: 8, ms: 200 },
  starts: 3,
  ids: 1_000_000,
};
const QUICK = {
  stacks: { generations: 1, passes: 7, ms: 150 },
  singles: { generations: 1, passes: 3, ms: 150 },
  growth: { passes: 3, ms: 100 },
  starts: 1,
  ids: 100_000,
};
const effort = process.env["QUICK"] ? QUICK : FULL;

const began = performance.now();
function say(what: string): void {
  console.log(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${what}`);
}

say("building the peers and the load generator");
const meter = new Meter(await buildLoad());
const variants = await allVariants();
const machine = await thisMachine();

say("size, start and memory");
const footprint: Record<string, Footprint> = {};
for (const variant of variants) footprint[variant.name] = await footprintOf(variant, meter, effort.starts);

say(`stacks of ${COPIES}: every variant, every case`);
const stacks = await compare(variants, COPIES, meter, effort.stacks);

say("single filters: every variant, every case");
const singles = await compare(variants, 1, meter, effort.singles);

say("growth");
const growth = await measureGrowth(meter, effort.growth);

say("other features");
const features = await measureFeatures(meter, effort.growth);

say("memory under many ids");
const correlation = await measureCorrelation(meter, effort.ids);

const results = resultsOf({ machine, variants, stacks, singles, footprint, growth, features, correlation });
const file = (name: string) => join(import.meta.dirname, name);
const drawn: Record<string, string> = {};
for (const [name, svg] of Object.entries(plots(results))) {
  drawn[name] = `report-${name}.svg`;
  await writeFile(file(drawn[name]), svg);
}
const text = report(results, drawn);
await writeFile(file("report.json"), JSON.stringify(results, undefined, 2) + "\n");
await writeFile(file("report.md"), text);
console.log(`\n${text}`);
say("written: bench/report.md, bench/report.json and the plots beside them");
