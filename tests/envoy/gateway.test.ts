import assert from "node:assert/strict";
import { after, before, it, describe } from "node:test";
import { Envoy } from "../../lab/envoy.ts";
import { send, sendHttp2 } from "./client.ts";
import { Upstream } from "./upstream.ts";

const TAGS: Record<string, string> = {
  "0001": "appver-a: -, appver-b: -, appver-c: -\n",
  "0003": "appver-a: -, appver-b: -, appver-c: v3\n",
  "0005": "appver-a: v2, appver-b: v2, appver-c: v3\n",
};

describe("envoy-configs/gateway.yaml as it stands", () => {
  let upstream: Upstream;
  let envoy: Envoy;
  before(async () => {
    upstream = await Upstream.start();
    envoy = await Envoy.startGuarded("gateway.yaml", upstream.ports);
  });
  after(async () => {
    await envoy?.stop();
    upstream?.stop();
  });

  for (const [user, tags] of Object.entries(TAGS)) {
    it(`answers user ${user} with the tags`, async () => {
      for (const by of [send, sendHttp2]) {
        const { body } = await by(envoy.url("gateway"), [["x-user-id", user]]);
        assert.equal(body, tags);
      }
    });
  }

  it("logs, at most once for each VM, at info: rules, headers, the configuration's hash", () => {
    const lines = envoy.log.split("\n").filter((line) => line.includes('"hash-tagging": '));
    assert.ok(lines.length > 0);
    for (const line of lines) {
      assert.match(
        line,
        /\[info\]\[wasm\].* "hash-tagging": 3 rules, 1 header, 3 tag headers, config [0-9a-f]{8}$/,
      );
    }
  });
});
