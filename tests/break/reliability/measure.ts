/**
 * Plays every fault and writes RELIABILITY.md: `node --import tsx tests/break/reliability/measure.ts`. Ends with status 1
 * where one comes to another outcome than it must, or where this machine cannot play them all.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { envoyPath, funcEPath } from "../../../lab/install-envoy.ts";
import { enterNamespace } from "../../../lab/istio/namespace.ts";
import { FAULTS } from "./faults.ts";
import type { Fault, Measured } from "./fault.ts";
import { page, surprises } from "./page.ts";

const FILE = join(import.meta.dirname, "../../../RELIABILITY.md");

await Promise.all([envoyPath(), funcEPath()]); // what is not here yet: inside the namespace there is no network
const obstacle = await enterNamespace();
if (obstacle !== false) {
  console.error(`the faults on Istio cannot be played here: ${obstacle}`);
  process.exit(1);
}

const rows: [Fault, Measured][] = [];
const wrong: string[] = [];
for (const fault of FAULTS) {
  const measured = await fault.measure();
  rows.push([fault, measured]);
  wrong.push(...surprises(fault, measured));
  console.log(`${fault.fault}: ${JSON.stringify(measured.tally)}`);
}
const where = `Measured on ${new Date().toISOString().slice(0, 10)}, Envoy 1.40.0 with two workers.`;
await writeFile(
  FILE,
  await format(page(rows, where), { ...(await resolveConfig(FILE)), parser: "markdown" }),
);
for (const line of wrong) console.error(line);
process.exit(wrong.length === 0 ? 0 : 1);
