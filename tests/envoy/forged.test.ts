import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import { bucket, Rules } from "../../lib/core.ts";
import { configText, Envoy } from "../../lab/envoy.ts";
import { arrival, send, sendHttp2, values } from "./client.ts";
import { bootstrap, rulesFile } from "./plugin.ts";
import { Upstream, type HeaderLine } from "./upstream.ts";

const JSON_RULES = JSON.stringify({
  rules: [
    { header: "x-user-id", modulo: 100, tagHeader: "appver-a", policies: [{ range: 10, tagValue: "v2" }] },
    { header: "x-user-id", modulo: 100, tagHeader: "appver-c", policies: [{ range: 50, tagValue: "v3" }] },
    { header: "x-device", modulo: 100, tagHeader: "lane", policies: [{ range: 50, tagValue: "s1" }] },
    {
      header: "x-user-id",
      modulo: 2,
      tagHeader: "parity",
      policies: [
        { range: 1, tagValue: "even" },
        { range: 2, tagValue: "odd" },
      ],
    },
  ],
});
const rules = Rules.parse(JSON_RULES);

describe("what a client may not do", () => {
  let upstream: Upstream;
  let envoy: Envoy;

  before(async () => {
    upstream = await Upstream.start();
    envoy = await Envoy.start("mesh.yaml", upstream.ports, (text, file) => {
      if (file === "live/hash-tagging.yaml") return rulesFile(JSON_RULES);
      if (file === "mesh.yaml") return bootstrap(text, (manager) => (manager.max_request_headers_kb = 8192));
      return text;
    });
  });
  after(async () => {
    await envoy?.stop();
    upstream?.stop();
  });

  const anyCase = (name: string) =>
    fc
      .array(fc.boolean(), { minLength: name.length, maxLength: name.length })
      .map((upper) => [...name].map((letter, i) => (upper[i] ? letter.toUpperCase() : letter)).join(""));
  const forged = fc.tuple(
    fc.constantFrom(...rules.tagHeaders).chain(anyCase),
    fc.constantFrom("v2", "v3", "s1", "", "v2,v3", "\xff", "x".repeat(300)),
  );
  const hashed = fc.tuple(
    fc.constantFrom(...rules.reads).chain(anyCase),
    fc.constantFrom("0001", "0002", "0003", "0004", "0005", ""),
  );

  for (const [http, by] of [["HTTP/1.1", send] as const, ["HTTP/2", sendHttp2] as const]) {
    it(`no forged tag header reaches the upstream, ${http}`, async () => {
      const lines = fc.array(fc.oneof(forged, hashed), { maxLength: 12 });
      await fc.assert(
        fc.asyncProperty(lines, async (sent: HeaderLine[]) => {
          const arrived = await arrival(envoy.url("gateway"), sent, by);
          const first: Record<string, string> = {};
          for (const [name, value] of sent) first[name.toLowerCase()] ??= value;
          const tags = rules.tags(first);
          for (const tagHeader of rules.tagHeaders) {
            const expected = tagHeader in tags ? [tags[tagHeader]] : [];
            assert.deepEqual(values(arrived, tagHeader), expected, tagHeader);
          }
        }),
        { numRuns: 150 },
      );
    });
  }

  it("choose the value that is hashed by sending a second one: the first counts, be it empty", async () => {
    const tag = async (...users: string[]) => {
      const sent = users.map((user): HeaderLine => ["x-user-id", user]);
      return values(await arrival(envoy.url("gateway"), sent), "appver-a");
    };
    assert.deepEqual(await tag("0005", "0001"), ["v2"]);
    assert.deepEqual(await tag("0001", "0005"), []);
    assert.deepEqual(await tag("", "0005"), []);
  });

  it("lose the tag in a long value", async () => {
    for (const length of [59_000, 60 * 1024, 100_000, 1 << 20, 5 << 20]) {
      const user = Array.from({ length: length / 4 }, (_, i) => String(i % 10_000).padStart(4, "0")).join("");
      const arrived = await arrival(envoy.url("gateway"), [["x-user-id", user]]);
      const parity = bucket(user, 2) === 0 ? "even" : "odd";
      assert.deepEqual(values(arrived, "parity"), [parity], `${length} bytes`);
      assert.equal(values(arrived, "x-user-id")[0], user);
    }
    const after = await arrival(envoy.url("gateway"), [["x-user-id", "0005"]]);
    assert.deepEqual(values(after, "appver-a"), ["v2"]);
    assert.equal(
      (await envoy.stats(/hash_tagging_request_faults/)).get("wasmcustom.hash_tagging_request_faults"),
      0,
    );
  });
});

describe("Envoy's own limit of header bytes", () => {
  it("is 60 KiB, and the filter is never asked above it", async () => {
    const upstream = await Upstream.start();
    const step3 = await configText("step-3/hash-tagging.yaml");
    const envoy = await Envoy.start("mesh.yaml", upstream.ports, (text, file) =>
      file === "live/hash-tagging.yaml" ? step3 : text,
    );
    try {
      assert.equal((await send(envoy.url("gateway"), [["x-user-id", "7".repeat(59_000)]])).status, 200);
      assert.equal((await send(envoy.url("gateway"), [["x-user-id", "7".repeat(62_000)]])).status, 431);
    } finally {
      await envoy.stop();
      upstream.stop();
    }
  });
});
