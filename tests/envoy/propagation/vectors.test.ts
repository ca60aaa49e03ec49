import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Envoy } from "../../../lab/envoy.ts";
import { bytesOf, configText as jsonOf, propagationVectors } from "../../vectors.ts";
import { arrival, send, sendHttp2, values } from "../client.ts";
import { rulesFile } from "../plugin.ts";
import { Upstream, type HeaderLine } from "../upstream.ts";
import { APPVER, propagationFile, start, count } from "./lab.ts";

const latin1 = (bytes: Buffer): string => bytes.toString("latin1");

describe("the vectors of the propagation module, through the real Envoy", () => {
  let upstream: Upstream;
  let sidecar: Envoy;
  let gateway: Envoy;

  before(async () => {
    upstream = await Upstream.start();
    sidecar = await start(upstream, {});
    gateway = await Envoy.start("mesh.yaml", upstream.ports);
  });
  after(async () => {
    await Promise.all([sidecar?.stop(), gateway?.stop()]);
    upstream?.stop();
  });

  for (const place of ["inbound", "outbound", "gateway"] as const) {
    for (const group of propagationVectors[place]) {
      describe(`${place}, ${group.name}`, () => {
        before(() =>
          place === "gateway"
            ? gateway.update("hash-tagging.yaml", `# ${group.name}\n${rulesFile(jsonOf(group))}`)
            : sidecar.update("header-propagation.yaml", propagationFile(jsonOf(group))),
        );
        const url = () =>
          place === "gateway"
            ? gateway.url("gateway")
            : sidecar.url(place === "inbound" ? "to-sidecar" : "to-app-c");

        for (const { case: name, request, headers } of group.cases) {
          const lines = request.map(([header, value]): HeaderLine => [header, latin1(bytesOf(value))]);
          for (const [http, by] of [["HTTP/1.1", send] as const, ["HTTP/2", sendHttp2] as const]) {
            it(`${name}, ${http}`, async () => {
              const arrived = await arrival(url(), lines, by);
              for (const [header, value] of Object.entries(headers)) {
                const expected = value === null ? [] : [latin1(Buffer.from(value))];
                assert.deepEqual(values(arrived, header), expected, header);
              }
            });
          }
        }
      });
    }
  }

  it("57 KB of baggage at a gateway of 1,000 tag headers: the tag alone goes on, and it is counted", async () => {
    const rules = Array.from({ length: 1000 }, (_, i) => ({
      ...{ header: i === 0 ? "x-user-id" : "x-nobody", modulo: 1, tagHeader: `appver-${i}` },
      policies: [{ range: 1, tagValue: "v2" }],
    }));
    const propagate = { baggage: true };
    await gateway.update("hash-tagging.yaml", rulesFile(JSON.stringify({ rules, propagate })));
    const refused = async () =>
      [...(await gateway.stats(/^wasmcustom\.hash_tagging_baggage_refused$/)).values()][0] ?? 0;
    const user: HeaderLine = ["x-user-id", "1"];
    const before = await refused();
    const one = await arrival(gateway.url("gateway"), [user, ["baggage", "a,".repeat(28_500)]]);
    assert.deepEqual(values(one, "baggage"), ["appver-0=v2"]);
    // In HTTP/2 each line but the first is one byte on the wire: the index of the line before.
    const lines = Array.from({ length: 14 }, (): HeaderLine => ["baggage", `x=${"1".repeat(4000)}`]);
    const many = await arrival(gateway.url("gateway"), [user, ...lines], sendHttp2);
    assert.deepEqual(values(many, "baggage"), ["appver-0=v2"]);
    assert.equal(await refused(), before + 2);
  });

  it("bad configurations: the last good one stays, each is counted", async () => {
    await sidecar.update("header-propagation.yaml", propagationFile(JSON.stringify(APPVER)));
    for (const vector of propagationVectors.errors) {
      const refused = await count(sidecar, "config_errors");
      await sidecar.update("header-propagation.yaml", propagationFile(jsonOf(vector)));
      assert.ok((await count(sidecar, "config_errors")) > refused, vector.name);
      for (const error of vector.errors) assert.ok(sidecar.log.includes(`: ${error}`), error);
      const arrived = await arrival(sidecar.url("to-sidecar"), [["appver-a", "v2"]]);
      assert.deepEqual(values(arrived, "baggage"), ["appver-a=v2"]);
    }
  });
});
