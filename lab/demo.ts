/**
 * `make demo`: the articles' mixed canary, step by step, on the real Envoy, whose configuration is changed while it
 * runs. Exit status 0: every user came to the versions that the articles promise.
 */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { bucket } from "../lib/core.ts";
import { configText, Envoy } from "./envoy.ts";
import { MissingPart } from "./install-envoy.ts";
import { freePorts, Services } from "./services.ts";

type Versions = [appA: string, appB: string, appC: string];

interface Step {
  title: string;
  /** The folder in envoy-configs/ with the files that this step changes; the first step changes none. */
  changes?: string;
  /** From the articles. */
  expected: Record<string, Versions>;
}

const STEPS: Step[] = [
  {
    title: "Nothing is being released",
    expected: {
      "0001": ["v1", "v1", "v2"],
      "0002": ["v1", "v1", "v2"],
      "0003": ["v1", "v1", "v2"],
      "0004": ["v1", "v1", "v2"],
      "0005": ["v1", "v1", "v2"],
    },
  },
  {
    title: "app-a v2 and app-b v2 together for 10 % of the users",
    changes: "step-2",
    expected: {
      "0001": ["v1", "v1", "v2"],
      "0002": ["v1", "v1", "v2"],
      "0003": ["v1", "v1", "v2"],
      "0004": ["v1", "v1", "v2"],
      "0005": ["v2", "v2", "v2"],
    },
  },
  {
    title: "app-c v3, a bug fix, for 50 % of the users",
    changes: "step-3",
    expected: {
      "0001": ["v1", "v1", "v2"],
      "0002": ["v1", "v1", "v2"],
      "0003": ["v1", "v1", "v3"],
      "0004": ["v1", "v1", "v3"],
      "0005": ["v2", "v2", "v3"],
    },
  },
  {
    title: "app-c v3 for everybody, its rule gone; app-a and app-b go on",
    changes: "step-4",
    expected: {
      "0001": ["v1", "v1", "v3"],
      "0002": ["v1", "v1", "v3"],
      "0003": ["v1", "v1", "v3"],
      "0004": ["v1", "v1", "v3"],
      "0005": ["v2", "v2", "v3"],
    },
  },
];

const LAST_USER = "0005";
const RULES = "hash-tagging.yaml";

/** The routes before the rules, so that no tag is set before there is a route for it. */
async function change(envoy: Envoy, folder: string): Promise<string> {
  const files = await readdir(join(import.meta.dirname, "..", "envoy-configs", folder));
  const ordered = [...files.filter((file) => file !== RULES), RULES];
  const start = performance.now();
  for (const file of ordered) await envoy.update(file, await configText(join(folder, file)));
  const took = Math.round(performance.now() - start);
  const paths = ordered.map((file) => join("envoy-configs", folder, file));
  return [...paths, `Envoy took them in ${took} ms, without a restart`].join("\n    ");
}

/** A user's request, and the versions in its answer: "-> app-a(version: v1, ip: …)-> app-b(…)-> app-c(…)". */
async function visit(gateway: string, user: string): Promise<{ answer: string; versions: string[] }> {
  const answer = (await (await fetch(gateway, { headers: { "x-user-id": user } })).text()).trim();
  return { answer, versions: [...answer.matchAll(/version: (v\d)/g)].map(([, version]) => version!) };
}

const curl = (gateway: string): string => `curl -H 'x-user-id: ${LAST_USER}' ${gateway}`;

/** Plays one step; false if a user came elsewhere than expected. */
async function play(envoy: Envoy, number: number, { title, changes, expected }: Step): Promise<boolean> {
  console.log(`\nStep ${number}. ${title}`);
  if (changes !== undefined) console.log(`    ${await change(envoy, changes)}`);
  console.log("\n    user   bucket   app-a  app-b  app-c");
  const gateway = envoy.url("gateway");
  let right = true;
  for (const [user, versions] of Object.entries(expected)) {
    const seen = await visit(gateway, user);
    const same = seen.versions.join() === versions.join();
    right &&= same;
    const row = `    ${user}   ${String(bucket(user, 100)).padStart(4)}     ${seen.versions.join("     ").padEnd(12)}`;
    console.log(`${row}  ${same ? "✓" : `✗ expected ${versions.join(" ")}; the answer was: ${seen.answer}`}`);
  }
  console.log(`\n    $ ${curl(gateway)}\n    ${(await visit(gateway, LAST_USER)).answer}`);
  return right;
}

async function main(): Promise<void> {
  let envoy: Envoy | undefined;
  let services: Services | undefined;
  const stop = async () => {
    await envoy?.stop();
    await services?.stop();
  };
  for (const [signal, status] of [["SIGINT", 130] as const, ["SIGTERM", 143] as const]) {
    process.once(signal, () => void stop().finally(() => process.exit(status)));
  }
  try {
    const ports = await freePorts();
    const started = (envoy = await Envoy.startGuarded("mesh.yaml", ports));
    services = await Services.start(ports, (listener) => started.url(listener));
    const { version } = JSON.parse(await envoy.admin("/server_info")) as { version: string };
    console.log(`Envoy ${version.split("/")[1]} is the gateway, at ${envoy.url("gateway")}`);
    let right = true;
    for (const [i, step] of STEPS.entries()) right = (await play(envoy, i + 1, step)) && right;
    console.log(
      right ? "\nEvery user came to the expected versions." : "\nNot as expected: see the rows with ✗.",
    );
    process.exitCode = right ? 0 : 1;
    if (process.env.KEEP === "1") await keep(envoy);
  } finally {
    await stop();
  }
}

async function keep(envoy: Envoy): Promise<void> {
  const rules = join(envoy.live, RULES);
  console.log(`\nIt runs on until Ctrl-C. Try:
    ${curl(envoy.url("gateway"))}
    sed -i 's/"range": 10/"range": 50/' ${rules}`);
  await new Promise(() => setInterval(() => {}, 60_000));
}

try {
  await main();
} catch (error) {
  if (!(error instanceof MissingPart)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
