// A request must get the same tags from the core in Node and from the module on a host, by every way through it; the module that sees answers tells just these.
import assert from "node:assert/strict";
import { Rules } from "../../../lib/core.ts";
import type { Line } from "../../emulated/host.ts";
import { hostOf } from "./branches.ts";
import { fuzz } from "./fuzz.ts";
import type { Input } from "./input.ts";

const rule = (header: string, tagHeader: string, modulo = 2) => ({
  header,
  modulo,
  tagHeader,
  policies: [{ range: Math.ceil(modulo / 2), tagValue: `${tagHeader}-of-${header}` }],
});
const many = Array.from({ length: 30 }, (_, i) =>
  rule(i % 2 ? "x-user-id" : "x-device", `appver-${i}`, i + 1),
);

const host = hostOf("hash-tagging");
const answering = hostOf("hash-tagging-response");
const CONFIGURATIONS = [
  { rules: [rule("x-user-id", "appver-a"), rule("x-device", "lane"), rule("x-device", "appver-a", 3)] },
  { rules: [rule("host", "appver-a"), ...many], reserve: ["appver-*", "lane"] },
  { rules: [rule("x-user-id", "appver-a")], reserve: ["lane", "appver-*"] },
  { rules: many },
  {
    rules: [
      {
        ...rule("x-user-id", "appver-a"),
        match: [
          { uri: { prefix: "/api" }, queryParams: { beta: { regex: "on|y+" } } },
          { authority: { suffix: "0" }, headers: { "x-device": { contains: "00" } } },
        ],
        unless: [{ cookies: { staff: { in: ["0", "v2"] } } }],
        overrides: [
          { match: [{ cookies: { staff: { exact: "1" } } }], tagValue: "staff" },
          { match: [{ headers: { lane0: { present: true } } }], tagValue: null },
        ],
      },
    ],
  },
].map((configuration, i) => {
  const text = JSON.stringify(configuration);
  const rules = Rules.parse(text);
  assert.deepEqual(rules.errors, []);
  const telling = JSON.stringify({ ...configuration, response: { header: "x-mix" } });
  return {
    rules,
    plugin: host.configure(text, `plugin ${i}`),
    telling: answering.configure(telling, `plugin ${i}`),
  };
});

/** Name, value, name, value …, with what no host lets through left out. */
function linesOf(pieces: Input): Line[] {
  return pieces.flatMap((name, i): Line[] => {
    if (i % 2 === 1) return [];
    const value = (pieces[i + 1] ?? "").replace(/[\0\r\n]/g, "");
    return [
      [name.toLowerCase().replace(/[^!#$%&'*+.^_`|~0-9a-z:-]/g, "") || "x", Buffer.from(value, "latin1")],
    ];
  });
}

fuzz({
  name: "requests",
  words: [
    ...[
      "x-user-id",
      "X-User-ID",
      "x-device",
      "host",
      ":authority",
      ":path",
      "appver-a",
      "APPVER-A",
      "lane",
      "lane0",
      "cookie",
      "staff=1",
      "a; staff=v2;",
      "/api?beta=%6fn",
      "appver-",
    ],
    ...[
      "appver-1",
      "appver-29",
      "appver-30",
      "baggage",
      "x-user",
      "x-user-id-",
      "0001",
      "0005",
      "",
      "\xe9",
      "v2",
    ],
  ],
  runs: 3000,
  limit: 400,
  run(input) {
    const sent = linesOf(input);
    const first: Record<string, Buffer> = {};
    for (const [name, value] of sent) first[name] ??= value;
    if (first[":authority"] !== undefined) first["host"] = first[":authority"];
    else delete first["host"];
    for (const { rules, plugin, telling } of CONFIGURATIONS) {
      const upstream = host.request(plugin, [...sent]);
      const tags = rules.tags(first);
      const tagged = new Map(
        upstream.filter(([name]) => rules.owns(name)).map(([name, value]) => [name, String(value)]),
      );
      assert.deepEqual(Object.fromEntries(tagged), tags);
      const others = (lines: Line[]) => lines.filter(([name]) => !rules.owns(name));
      assert.deepEqual(others(upstream), others(sent));
      const stream = answering.openStream(telling);
      assert.deepEqual(answering.headers(stream, [...sent]), upstream);
      const [mix = ["x-mix", ""]] = answering.answerOf(stream);
      assert.deepEqual(Object.fromEntries(new URLSearchParams(String(mix[1]))), tags);
      answering.close(stream);
    }
    for (const { counters } of [host, answering])
      assert.deepEqual(counters.get("hash_tagging_request_faults") ?? 0, 0);
  },
});
