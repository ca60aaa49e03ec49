import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Envoy } from "../../lab/envoy.ts";
import { isNative } from "../../lab/native.ts";
import { bytesOf, configText, isShownNatively, vectors } from "../vectors.ts";
import { arrival, send, sendHttp2, values } from "./client.ts";
import { logged, SERVED } from "./logged.ts";
import { rulesFile } from "./plugin.ts";
import { Upstream, type HeaderLine } from "./upstream.ts";

const latin1 = (bytes: Buffer): string => bytes.toString("latin1");

describe("the vectors, through the real Envoy", () => {
  let upstream: Upstream;
  let envoy: Envoy;

  before(async () => {
    upstream = await Upstream.start();
    envoy = await Envoy.start("mesh.yaml", upstream.ports);
  });
  after(async () => {
    await envoy?.stop();
    upstream?.stop();
  });

  for (const vector of vectors.warnings) {
    it(`${vector.name}: logs at warning what the core says, once for each VM`, async () => {
      const text = `# ${vector.name}\n${rulesFile(configText(vector))}`;
      const log = await logged(envoy, () => envoy.update("hash-tagging.yaml", text), SERVED);
      const warnings = log.matchAll(/\[warning\]\[wasm\].* "hash-tagging": (.*)$/gm);
      assert.deepEqual([...new Set([...warnings].map(([, warning]) => warning))], vector.warnings);
    });
  }

  for (const vector of vectors.requests.filter((vector) => !isNative || isShownNatively(vector))) {
    describe(vector.name, () => {
      before(() => envoy.update("hash-tagging.yaml", `# ${vector.name}\n${rulesFile(configText(vector))}`));

      for (const { case: name, request, tags } of vector.cases) {
        const lines = request.map(([header, value]): HeaderLine => [header, latin1(bytesOf(value))]);
        for (const [http, by] of [["HTTP/1.1", send] as const, ["HTTP/2", sendHttp2] as const]) {
          it(`${name}, ${http}`, async () => {
            const arrived = await arrival(envoy.url("gateway"), lines, by);
            for (const [tagHeader, tag] of Object.entries(tags)) {
              const expected = tag === null ? [] : [latin1(Buffer.from(tag))];
              assert.deepEqual(values(arrived, tagHeader), expected, tagHeader);
            }
          });
        }
      }
    });
  }
});
