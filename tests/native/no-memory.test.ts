// The real Envoy at the limit of its memory, as vm.overcommit_memory=2 would set it: the native module gets no more VMs.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { it } from "node:test";
import { Envoy } from "../../lab/envoy.ts";
import { until } from "../../lab/until.ts";
import { everybody, rulesFile } from "../envoy/plugin.ts";
import { Upstream } from "../envoy/upstream.ts";
import { memoryOf } from "./memory.ts";
import { tagOf } from "./tag.ts";

const REQUESTS = 20;
/** Less than a VM maps, and enough for Envoy. */
const SPARE_MIB = 64;

it("an update without memory for a VM is logged, and requests pass; with memory the next one is served", async () => {
  const upstream = await Upstream.start();
  const envoy = await Envoy.start("mesh.yaml", upstream.ports);
  /** Of what it may write to, which is what Linux counts where it promises no more than there is. */
  const limit = (bytes: number | "unlimited") =>
    execFileSync("prlimit", ["--pid", String(envoy.pid), `--data=${bytes}:unlimited`]);
  const serve = (tag: string) => envoy.update("hash-tagging.yaml", rulesFile(everybody("appver-a", tag)));
  const tags = async () => {
    const seen = new Set<string>();
    for (let i = 0; i < REQUESTS; ++i) seen.add(await tagOf(envoy));
    return [...seen];
  };
  try {
    await serve("v1");
    assert.deepEqual(await tags(), ["v1"]);
    limit(Math.round((memoryOf(envoy).writable + SPARE_MIB) * 1024 * 1024));
    await serve("v2");
    assert.deepEqual(await tags(), ["forged"]);
    await until("the log", async () => /\[critical\].*no memory for a VM; requests pass/.test(envoy.log));
    limit("unlimited");
    await serve("v3");
    assert.deepEqual(await tags(), ["v3"]);
  } finally {
    await envoy.stop();
    upstream.stop();
  }
});
