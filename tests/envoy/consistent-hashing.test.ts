// The real Envoy's own consistent hashing says which bucket a user is in, and so does ours.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { RunningEnvoy } from "../../lab/running-envoy.ts";
import { engines } from "../hash/hashes.ts";
import { hashVectors } from "../hash/vectors.ts";
import { send } from "./client.ts";
import { bootstrap, MODULO } from "./consistent-hashing.ts";

const SEEDS = [0n, 13221n, 2n ** 64n - 1n];
const CONFIG = "consistent-hashing.json";

let envoy: RunningEnvoy;

before(async () => {
  const folder = await mkdtemp(join(tmpdir(), "hash-tagging-"));
  await writeFile(join(folder, CONFIG), JSON.stringify(bootstrap(SEEDS)));
  envoy = await RunningEnvoy.start({ folder, config: CONFIG, workers: 1, flags: ["-l", "warning"] });
});
after(() => envoy?.stop());

/** The bucket that Envoy answers with for these bytes. */
async function bucketInEnvoy(id: Buffer, seed: bigint): Promise<number> {
  const url = `http://${envoy.address(`seed-${seed}`)}/`;
  const { status, body } = await send(url, [["x-user-id", id.toString("latin1")]]);
  assert.equal(status, 200, body);
  return Number(body);
}

test("Envoy's consistent hashing gives ids the buckets that the core gives them", async (t) => {
  const known = hashVectors().flatMap(({ rows }) => rows.map(({ id }) => id));
  const random = Array.from({ length: 200 }, (_, i) => randomBytes(1 + (i % 60)).toString("base64url"));
  const ids = new Set([...known, ...random].filter((id) => /^[^\0-\x1f\x7f]+$/.test(id)));
  for (const seed of SEEDS) {
    const here = engines.envoy(seed, MODULO);
    for (const id of ids) assert.equal(here.of(id), await bucketInEnvoy(Buffer.from(id), seed), id);
  }
  t.diagnostic(`${ids.size * SEEDS.length} buckets: ${ids.size} ids with each of ${SEEDS.length} seeds`);
});
