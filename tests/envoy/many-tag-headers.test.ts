// What the warning `tag-headers` is about: tags are headers, and the next Envoy counts them.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Envoy } from "../../lab/envoy.ts";
import { send } from "./client.ts";
import { logged, SERVED } from "./logged.ts";
import { rulesFile } from "./plugin.ts";
import { Upstream } from "./upstream.ts";

/** Tags every user in so many headers. */
function tagHeaders(count: number): string {
  const policies = [{ range: 1, tagValue: "v2" }];
  const rules = Array.from({ length: count }, (_, i) => ({
    header: "x-user-id",
    modulo: 1,
    tagHeader: `appver-${i}`,
    policies,
  }));
  return rulesFile(JSON.stringify({ rules }));
}

describe("many tag headers, through a second Envoy", () => {
  let upstream: Upstream;
  let next: Envoy;
  let gateway: Envoy;

  before(async () => {
    upstream = await Upstream.start();
    next = await Envoy.start("mesh.yaml", upstream.ports);
    const port = Number(new URL(next.url("gateway")).port);
    const ports = Object.fromEntries(Object.keys(upstream.ports).map((application) => [application, port]));
    gateway = await Envoy.start("mesh.yaml", ports as typeof upstream.ports);
  });
  after(async () => {
    await gateway?.stop();
    await next?.stop();
    upstream?.stop();
  });

  for (const [count, status, warnings] of [
    [49, 200, 0],
    [50, 200, 1],
    [100, 431, 1],
  ] as const) {
    it(`${count}: status ${status}, ${warnings} warning`, async () => {
      const update = () => gateway.update("hash-tagging.yaml", tagHeaders(count));
      const log = await logged(gateway, update, SERVED);
      const warned = log.matchAll(/tag-headers: rules: (\d+) tag headers/g);
      assert.deepEqual(
        new Set([...warned].map(([, number]) => Number(number))),
        new Set(warnings ? [count] : []),
      );
      assert.equal((await send(gateway.url("gateway"), [["x-user-id", "0005"]])).status, status);
    });
  }
});
