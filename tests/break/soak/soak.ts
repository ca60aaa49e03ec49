/**
 * All kinds of traffic at once on the real Envoy, its rules changed every ten seconds and every third time badly:
 * `node --import tsx tests/break/soak/soak.ts [MINUTES]`. Writes build/soak.svg and build/soak.md, and ends with status 1
 * where a request came to something else than it must, or something rises by more than the noise explains.
 */
import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Envoy } from "../../../lab/envoy.ts";
import { bootstrap, rulesFile } from "../../envoy/plugin.ts";
import { Upstream } from "../../envoy/upstream.ts";
import { TAG } from "../reliability/load.ts";
import { App } from "./app.ts";
import { Clients } from "./clients.ts";
import { moduleMemory } from "./memory.ts";
import { drawing, faults, table, type Sample } from "./report.ts";

const MINUTES = Number(process.argv[2] ?? 10);
const SAMPLE_MS = 1000;
const CHANGE_EVERY = 10; // samples
const BUILD = join(import.meta.dirname, "../../../build");

const configuration = (tag: string) =>
  JSON.stringify({
    rules: [{ header: "x-user-id", modulo: 100, tagHeader: TAG, policies: [{ range: 50, tagValue: tag }] }],
    propagate: { baggage: true },
    reserve: ["lane-*"],
  });

const [upstream, app] = [await Upstream.start(), await App.start()];
const envoy = await Envoy.start("mesh.yaml", { ...upstream.ports, "app-a-v1": app.port }, (text, file) => {
  if (file === "live/hash-tagging.yaml") return rulesFile(configuration("edition-0"));
  if (file !== "mesh.yaml") return text;
  return bootstrap(text, (manager) => (manager["upgrade_configs"] = [{ upgrade_type: "websocket" }]));
});

let tags = ["edition-0"];
async function change(edition: number): Promise<void> {
  if (edition % 3 === 0) return envoy.update("hash-tagging.yaml", rulesFile(`bad ${edition}`));
  tags = [...tags, `edition-${edition}`];
  await envoy.update("hash-tagging.yaml", rulesFile(configuration(`edition-${edition}`)));
  tags = [`edition-${edition}`];
}

const clients = new Clients(envoy.url("gateway"), () => tags);
const samples: Sample[] = [];
const started = performance.now();
const minutes = () => (performance.now() - started) / 60_000;
for (let i = 1; minutes() < MINUTES; i++) {
  await pause(SAMPLE_MS);
  if (i % CHANGE_EVERY === 0) await change(i / CHANGE_EVERY);
  samples.push({
    minute: minutes(),
    rss: await envoy.rss(),
    module: moduleMemory(envoy.pid),
    counts: clients.next(),
  });
}
await clients.stop();
await envoy.stop();
app.stop();
upstream.stop();

const where = `Envoy 1.40.0 on ${cpus().length} cores, ${new Date().toISOString().slice(0, 10)}`;
await writeFile(join(BUILD, "soak.svg"), drawing(samples, where));
await writeFile(join(BUILD, "soak.md"), `${table(samples)}\n\n${where}\n`);
console.log(`${table(samples)}\n\nbuild/soak.svg has it over time`);
const wrong = [...faults(samples), ...[...clients.reasons].map(([kind, reason]) => `${kind}: ${reason}`)];
for (const line of wrong) console.error(line);
process.exit(wrong.length === 0 ? 0 : 1);
