// `debug` on the real Envoy: its local answer, and what reaches the upstream of those who have no token.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Explanation, Rules } from "../../lib/core.ts";
import { Envoy } from "../../lab/envoy.ts";
import { until } from "../../lab/until.ts";
import { arrival, send, sendHttp2, values } from "./client.ts";
import { rulesFile } from "./plugin.ts";
import { Upstream, type HeaderLine } from "./upstream.ts";

const TOKEN = "S3cr3t-t0k3n-0f-28-ch4r4ct3rs";
const policies = [{ range: 10, tagValue: "v2" }];
const configuration = JSON.stringify({
  rules: [
    { name: "a", header: "x-user-id", modulo: 100, tagHeader: "appver-a", policies },
    { name: "b", header: "x-user-id", modulo: 100, tagHeader: "appver-b", policies, defaultTagValue: "v1" },
  ],
  debug: { header: "X-Tag-Debug", token: TOKEN },
});
const rules = Rules.parse(configuration);

describe("debug on Envoy", () => {
  let upstream: Upstream;
  let envoy: Envoy;
  const url = () => envoy.url("gateway");

  before(async () => {
    upstream = await Upstream.start();
    envoy = await Envoy.start("mesh.yaml", upstream.ports, (text, file) =>
      file === "live/hash-tagging.yaml" ? rulesFile(configuration) : text,
    );
  });
  after(async () => {
    await envoy?.stop();
    upstream?.stop();
  });

  for (const [http, by] of Object.entries({ "HTTP/1.1": send, "HTTP/2": sendHttp2 })) {
    it(`answers who has the token as the core explains, by ${http}`, async () => {
      // As Latin-1, é is a byte that is no UTF-8.
      for (const user of ["0005", "0001", "caf\u00e9", undefined]) {
        const id: HeaderLine[] = user === undefined ? [] : [["x-user-id", user]];
        const { status, body } = await by(url(), [...id, ["X-Tag-Debug", TOKEN], ["appver-a", "forged"]]);
        assert.equal(status, 200);
        const bytes = user === undefined ? {} : { "x-user-id": Buffer.from(user, "latin1") };
        assert.deepEqual(JSON.parse(body) as Explanation, rules.explain(bytes));
      }
    });

    it(`sends on everybody else, without the header, by ${http}`, async () => {
      for (const token of [undefined, "", "x", TOKEN.slice(1), `${TOKEN}x`]) {
        const asking: HeaderLine[] = token === undefined ? [] : [["x-tag-debug", token]];
        const arrived = await arrival(url(), [["x-user-id", "0005"], ...asking], by);
        assert.deepEqual(values(arrived, "x-tag-debug"), []);
        assert.deepEqual(values(arrived, "appver-a"), ["v2"]);
      }
    });
  }

  it("the answer is no cache's", async () => {
    const response = await fetch(url(), { headers: { "x-tag-debug": TOKEN } });
    assert.equal(response.headers.get("content-type"), "application/json");
    assert.equal(response.headers.get("cache-control"), "no-store");
    await response.text();
  });

  it("the token is in no log, also of refused configurations", async () => {
    const { debug, ...more } = JSON.parse(configuration) as { debug: { header: string } };
    for (const bad of [
      TOKEN,
      { ...debug, header: "host" },
      { ...debug, header: TOKEN, token: "x" },
      { token: [TOKEN] },
    ])
      await envoy.update("hash-tagging.yaml", rulesFile(JSON.stringify({ ...more, debug: bad })));
    await until(
      "the refusals",
      async () => envoy.log.split("configuration refused; the last good one stays").length > 4,
    );
    assert.doesNotMatch(envoy.log, /s3cr3t/i);
    const { body } = await send(url(), [["x-tag-debug", TOKEN]]);
    assert.ok((JSON.parse(body) as Explanation).isWhole);
  });
});
