// `debug`: who has the token is told how a request is decided. Nobody else learns anything, not even that it is there.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type Explanation, Rules } from "../../lib/core.ts";
import type { Host, Line } from "../emulated/host.ts";
import { config, load, rule, user } from "../emulated/gateway.ts";
import { linesOf } from "../emulated/request.ts";
import { configText, vectors } from "../vectors.ts";
import "../core/seed.ts";

const TOKEN = "correct-horse-battery-staple";
const debug = { header: "x-tag-debug", token: TOKEN };
const asking = (value: string): Line => ["x-tag-debug", Buffer.from(value)];
const debugged = (text: string) => JSON.stringify({ ...JSON.parse(text), debug });

/** What the module answers itself; undefined where the request goes on. */
function answer(host: Host, plugin: number, lines: Line[]): Explanation | undefined {
  host.request(plugin, lines);
  if (host.response === undefined) return undefined;
  const text = new TextDecoder("utf-8", { fatal: true }).decode(host.response.body);
  return JSON.parse(text) as Explanation;
}

const explained = (text: string, ...lines: Line[]) => {
  const host = load();
  return answer(host, host.configure(debugged(text)), [...lines, asking(TOKEN)])!;
};

describe("the answer to a request with the token", () => {
  test("is why, for each rule of each tag header", () => {
    const named = { ...rule("a", 10, "v2"), name: "first" };
    const text = config(named, rule("a", 50, "v3"), rule("b", 0, "v2"), {
      ...rule("c", 50, "v3"),
      salt: "checkout",
    });
    const key = { source: { index: 0, header: "x-user-id" }, key: "0005" };
    assert.deepEqual(explained(text, user("0005")), {
      tagHeaders: [
        {
          tagHeader: "appver-a",
          tagValue: "v2",
          rules: [
            {
              rule: "first",
              reason: "policy",
              ...key,
              bucket: 6,
              modulo: 100,
              from: 0,
              range: 10,
              policy: 0,
              tagValue: "v2",
            },
            { rule: "appver-a", reason: "not-asked", ...key, bucket: 6, modulo: 100 },
          ],
        },
        { tagHeader: "appver-b", tagValue: null, rules: [{ rule: "appver-b", reason: "off" }] },
        {
          tagHeader: "appver-c",
          tagValue: null,
          rules: [
            {
              rule: "appver-c",
              reason: "no-range",
              ...key,
              bucket: 94,
              modulo: 100,
              gap: { from: 50, range: 100 },
            },
          ],
        },
      ],
      isWhole: true,
    });
    const nobody = explained(config(rule("a", 10, "v2"))).tagHeaders[0]!.rules;
    const none = { source: null, key: null, sought: [{ header: "x-user-id" }], bucket: null };
    assert.deepEqual(nobody, [{ rule: "appver-a", reason: "no-key", ...none, modulo: 100 }]);
  });

  test("is JSON that no cache keeps, and the request goes no further, nor is it counted", () => {
    const host = load();
    const plugin = host.configure(
      JSON.stringify({ ...JSON.parse(config(rule("a", 10, "v2"))), debug, metrics: true }),
    );
    assert.deepEqual(host.request(plugin, [user("0005"), asking(TOKEN)]), []);
    const { status, headers } = host.response!;
    assert.equal(status, 200);
    assert.deepEqual(headers, { "content-type": "application/json", "cache-control": "no-store" });
    host.pass(1000);
    assert.equal(Math.max(0, ...host.counters.values()), 0);
  });

  test("is what the core explains, and its tags are those of every vector", () => {
    for (const group of vectors.requests) {
      const host = load();
      const text = configText(group);
      const [plugin, debugging] = [host.configure(text), host.configure(debugged(text), "debugging")];
      for (const { case: name, request } of group.cases) {
        const sent = linesOf(request).filter(([header]) => header !== "x-tag-debug");
        const upstream = host.request(plugin, sent);
        const told = answer(host, debugging, [...sent, asking(TOKEN)])!;
        for (const { tagHeader, tagValue } of told.tagHeaders) {
          const arrived = upstream.find(([header]) => header === tagHeader)?.[1].toString() ?? null;
          assert.equal(tagValue, arrived, `${group.name}, ${name}`);
        }
      }
    }
  });

  test("has the key as text, whatever its bytes", () => {
    const rules = Rules.parse(config(rule("a", 10, "v2")));
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (bytes) => {
        const decision = rules.explain({ "x-user-id": bytes }).tagHeaders[0]!.rules[0]!;
        const shown = Buffer.from(bytes).subarray(0, 256);
        if (decision.keyHex === undefined) assert.deepEqual(Buffer.from(decision.key!), shown);
        else assert.equal(decision.keyHex, shown.toString("hex"));
        assert.equal(decision.keyBytes, bytes.length > 256 ? bytes.length : undefined);
      }),
      { numRuns: 2000 },
    );
  });

  test("has at most 64 KiB, and says so where not all had room", () => {
    const host = load();
    const long = (i: number) => ({
      ...rule(`${i}`, 100, "é".repeat(500)),
      name: `\u0001${i}${"n".repeat(200)}`,
    });
    for (const count of [1, 10, 40, 44, 48, 52, 60, 1000]) {
      const plugin = host.configure(
        debugged(config(...Array.from({ length: count }, (_, i) => long(i)))),
        "shop",
      );
      const told = answer(host, plugin, [user("é".repeat(40_000)), asking(TOKEN)])!;
      assert.ok(host.response!.body.length <= 65_536);
      const rules = told.tagHeaders.reduce((sum, { rules }) => sum + rules.length, 0);
      assert.equal(told.isWhole, rules === count);
      assert.ok(rules >= Math.min(count, 15));
      host.close(plugin);
    }
  });
});

describe("a request without the token", () => {
  const WRONG = ["", "x", TOKEN.slice(1), `${TOKEN}x`, TOKEN.toUpperCase(), "x".repeat(60_000), `${TOKEN}\0`];

  test("costs the same with a wrong one as with none, and its header goes no further", () => {
    for (const text of [
      config(rule("a", 10, "v2")),
      config(..."abcdefgh".split("").map((app) => rule(app, 10, "v2"))),
    ]) {
      const host = load();
      const plugin = host.configure(debugged(text));
      const calls = (...lines: Line[]) => {
        host.crossings.clear();
        const upstream = host.request(plugin, [user("0005"), ...lines]);
        assert.equal(host.response, undefined);
        assert.ok(upstream.every(([name]) => name !== "x-tag-debug"));
        return Object.fromEntries(host.crossings);
      };
      const none = calls();
      for (const token of WRONG) assert.deepEqual(calls(asking(token)), none);
      assert.deepEqual(calls(asking("x"), asking(TOKEN)), none, "the first counts");
    }
  });

  test("without debug in the configuration, a request makes the calls that it always made", () => {
    const host = load();
    const plugin = host.configure(config(rule("a", 10, "v2")));
    host.crossings.clear();
    host.request(plugin, [user("0005"), asking(TOKEN)]);
    assert.equal(host.response, undefined);
    assert.deepEqual(Object.fromEntries(host.crossings), {
      proxy_on_context_create: 1,
      proxy_on_request_headers: 1,
      proxy_get_header_map_value: 1,
      proxy_on_memory_allocate: 1,
      proxy_replace_header_map_value: 1,
    });
  });

  test("nobody is told anything where the host hands over no headers, or takes no answer", () => {
    for (const call of ["proxy_get_header_map_pairs", "proxy_send_local_response"]) {
      const host = load();
      const plugin = host.configure(debugged(config(rule("a", 10, "v2"))));
      host.fail.set(call, 12);
      const upstream = host.request(plugin, [user("0005"), asking(TOKEN)]);
      assert.deepEqual(upstream.map(([name]) => name).sort(), ["appver-a", "x-user-id"]);
    }
  });
});

test("the token is in no log and no metric, wherever it stands in a configuration, good or bad", () => {
  const secret = "S3cr3t-t0k3n-0f-28-ch4r4ct3rs";
  const good = { ...debug, token: secret };
  const places: unknown[] = [
    good,
    secret,
    [secret],
    { header: secret, token: "x-tag-debug" },
    { header: `${secret} ${secret}`, token: secret },
    { header: "x-tag-debug", token: `${secret} ${secret}` },
    { header: "x-tag-debug", token: [secret] },
    { header: "x-tag-debug", token: { token: secret } },
    { header: "x-tag-debug", tokne: secret },
    { header: "appver-a", token: secret },
    { header: "host", token: secret },
  ];
  for (const place of places) {
    for (const more of [{}, { reserve: ["x-tag-*"] }, { rules: 1 }, { unknown: 1 }]) {
      const host = load();
      const text = JSON.stringify({ ...JSON.parse(config(rule("a", 10, "v2"))), debug: place, ...more });
      const plugin = host.configure(text);
      host.reconfigure(plugin, "{}");
      host.reconfigure(plugin, text.slice(0, -1));
      const told = [...host.logs.map(({ text }) => text), ...host.counters.keys(), ...host.gauges.keys()];
      assert.ok(
        told.every((line) => !line.toLowerCase().includes("s3cr3t")),
        told.join("\n"),
      );
      const { errors, warnings } = Rules.parse(text);
      assert.doesNotMatch(JSON.stringify([errors, warnings]), /s3cr3t/i);
    }
  }
});
