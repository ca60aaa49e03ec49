import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Envoy } from "../../lab/envoy.ts";
import { send } from "./client.ts";
import { bootstrap } from "./plugin.ts";
import { Upstream } from "./upstream.ts";

const KIB = 1024;
const LIMIT_KIB = 96;
/** Longer by a few bytes each: 60 to 95 KiB. A module that kept room for each would take 200 MiB. */
const LENGTHS = Array.from({ length: 2600 }, (_, i) => Math.round(60 * KIB + i * 13.7));
const MOST_MIB = 10;

describe("user ids that are longer in each request", () => {
  let upstream: Upstream;
  let envoy: Envoy;

  before(async () => {
    upstream = await Upstream.start();
    envoy = await Envoy.start("gateway.yaml", upstream.ports, (text, file) =>
      file === "gateway.yaml"
        ? bootstrap(text, (manager) => (manager.max_request_headers_kb = LIMIT_KIB))
        : text,
    );
  });
  after(async () => {
    await envoy?.stop();
    upstream?.stop();
  });

  it("take no more memory than the longest", async (t) => {
    const play = async (lengths: number[]) => {
      for (const length of lengths) {
        const { status } = await send(envoy.url("gateway"), [["x-user-id", "7".repeat(length)]]);
        assert.equal(status, 200, `${length} bytes`);
      }
    };
    await play(Array.from({ length: 100 }, () => 50 * KIB));
    const before = await envoy.rss();
    await play(LENGTHS);
    const after = await envoy.rss();
    t.diagnostic(`${before.toFixed(1)} MiB before, ${after.toFixed(1)} MiB after ${LENGTHS.length} ids`);
    assert.ok(after - before < MOST_MIB, `${before} MiB became ${after}`);
    const { body } = await send(envoy.url("gateway"), [["x-user-id", "0005"]]);
    assert.equal(body, "appver-a: v2, appver-b: v2, appver-c: v3\n");
  });
});
