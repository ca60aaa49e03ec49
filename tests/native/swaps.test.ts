// Two files of the native module that take turns in the real Envoy, each time under another path, while requests go on.
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { Envoy } from "../../lab/envoy.ts";
import { native } from "../../lab/native.ts";
import { until } from "../../lab/until.ts";
import { everybody, rulesFile } from "../envoy/plugin.ts";
import { Upstream } from "../envoy/upstream.ts";
import { faultyModule } from "./faulty.ts";
import { assertSame, memoryOf } from "./memory.ts";
import { BUILT } from "./player.ts";
import { tagOf } from "./tag.ts";

const SWAPS = 100;
const WARM_UP = 20;
const CLIENTS = 4;

it(`${SWAPS} swaps of the file: each request is tagged by one of them, and what is swapped out is gone`, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "hash-tagging-swaps-"));
  const faulty = await faultyModule(); // which tags v2 where nothing asks it to fail
  const upstream = await Upstream.start();
  const envoy = await Envoy.start("mesh.yaml", upstream.ports);
  /** The files of ours that Envoy has in its memory. */
  const loaded = () => {
    const maps = readFileSync(`/proc/${envoy.pid}/maps`, "utf8");
    return new Set([...maps.matchAll(/ (\S*\/swap-\d+\.so)/g)].map(([, file]) => file!));
  };
  const swap = async (i: number) => {
    const file = join(folder, `swap-${i}.so`);
    copyFileSync(i % 2 === 0 ? faulty : BUILT, file);
    await envoy.update("hash-tagging.yaml", native(rulesFile(everybody("appver-a", "v1")), file));
    await until(`swap ${i} to be the only file`, async () => [...loaded()].join() === file);
  };
  let isOver = false;
  let requests = 0;
  const seen = new Set<string>();
  const client = async () => {
    for (; !isOver; ++requests) seen.add(await tagOf(envoy));
  };
  try {
    await swap(1);
    const clients = Array.from({ length: CLIENTS }, client);
    for (let i = 2; i <= WARM_UP; ++i) await swap(i);
    const before = memoryOf(envoy);
    for (let i = WARM_UP + 1; i <= SWAPS; ++i) await swap(i);
    const now = memoryOf(envoy);
    isOver = true;
    await Promise.all(clients);
    const [had, has] = [before, now].map(({ resident }) => `${resident.toFixed(1)} MiB`);
    t.diagnostic(`${SWAPS} swaps, ${requests} requests; ${had} after ${WARM_UP}, ${has} at the end`);
    assert.deepEqual([...seen].sort(), ["v1", "v2"]);
    assertSame(now, before);
  } finally {
    isOver = true;
    await envoy.stop();
    upstream.stop();
    rmSync(folder, { recursive: true });
  }
});
