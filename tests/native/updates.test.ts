// The native module in the real Envoy under load: rules that change all the time, and traps.
import assert from "node:assert/strict";
import { it } from "node:test";
import { Envoy } from "../../lab/envoy.ts";
import { everybody, rulesFile } from "../envoy/plugin.ts";
import { Upstream } from "../envoy/upstream.ts";
import { tagOf } from "./tag.ts";

const UPDATES = Number(process.env["UPDATES"] ?? 60);
const WORKERS = 4;
const CLIENTS = 8;

it(`${UPDATES} updates under load on ${WORKERS} workers: each request has the tag of one of the configurations in force`, async (t) => {
  const upstream = await Upstream.start();
  const envoy = await Envoy.start("mesh.yaml", upstream.ports, undefined, WORKERS);
  try {
    // The tag that is in force, and the one that is about to be.
    let [old, next] = ["v0", "v0"];
    await envoy.update("hash-tagging.yaml", rulesFile(everybody("appver-a", next)));
    let isOver = false;
    let requests = 0;
    const wrong: string[] = [];
    const client = async () => {
      while (!isOver) {
        const from = Number(old.slice(1));
        const tag = await tagOf(envoy);
        const version = Number(/^v(\d+)$/.exec(tag)?.[1] ?? -1);
        if (version < from || version > Number(next.slice(1)))
          wrong.push(`${tag}, not from v${from} to ${next}`);
        ++requests;
      }
    };
    const clients = Array.from({ length: CLIENTS }, client);
    for (let i = 1; i <= UPDATES; ++i) {
      const isBad = i % 3 === 0;
      if (!isBad) next = `v${i}`;
      await envoy.update(
        "hash-tagging.yaml",
        `# ${i}\n${rulesFile(isBad ? `{"rules": [${i}` : everybody("appver-a", next))}`,
      );
      old = next;
    }
    isOver = true;
    await Promise.all(clients);
    t.diagnostic(`${UPDATES} updates, ${requests} requests, ${wrong.length} wrong`);
    assert.deepEqual(wrong.slice(0, 5), []);
  } finally {
    await envoy.stop();
    upstream.stop();
  }
});
