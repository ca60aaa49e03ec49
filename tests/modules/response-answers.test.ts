import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { config, loadAnswering, rule, user } from "../emulated/gateway.ts";
import { BAD_ARGUMENT, UNIMPLEMENTED, type Host, type Line } from "../emulated/host.ts";

const cookie = (text: string): Line => ["cookie", Buffer.from(text)];
const everybody = { ...rule("a", 1, "v2"), modulo: 1 };
const MIX = JSON.stringify({ rules: [everybody], response: { header: "x-mix" } });
const MIX_COOKIE = JSON.stringify({ rules: [everybody], response: { cookie: { name: "mix" } } });
const ID = JSON.stringify({ rules: [everybody], anonymousId: { cookie: "anon" } });

const texts = (lines: Line[]) => lines.map(([name, value]) => `${name}: ${value.toString()}`);
const faults = (host: Host) => host.counters.get("hash_tagging_request_faults") ?? 0;
const idOf = (answer: Line[]) => /^set-cookie: anon=([0-9a-f]{32});/.exec(texts(answer)[0] ?? "")?.[1];

/** What the answer to one request says. */
function told(host: Host, plugin: number, ...lines: Line[]): Line[] {
  const stream = host.openStream(plugin);
  host.headers(stream, lines);
  const answer = host.answerOf(stream);
  host.close(stream);
  return answer;
}

describe("crossings of a request and its answer", () => {
  const usual = {
    proxy_on_context_create: 1,
    proxy_on_request_headers: 1,
    proxy_replace_header_map_value: 1,
    proxy_on_response_headers: 1,
    proxy_get_property: 1,
  };
  const cases: [what: string, config: string, lines: Line[], more: Record<string, number>][] = [
    ["nothing to tell", config(everybody), [user("1")], { proxy_get_header_map_value: 1 }],
    [
      "a header",
      MIX,
      [user("1")],
      { proxy_get_header_map_value: 1, proxy_set_property: 1, proxy_replace_header_map_value: 2 },
    ],
    [
      "a cookie",
      MIX_COOKIE,
      [user("1")],
      { proxy_get_header_map_value: 2, proxy_set_property: 1, proxy_add_header_map_value: 1 },
    ],
    [
      "a cookie that is there",
      MIX_COOKIE,
      [user("1"), cookie("mix=appver-a=v2")],
      { proxy_get_header_map_value: 2 },
    ],
    ["who has an id", ID, [user("1")], { proxy_get_header_map_value: 1 }],
    ["who comes back", ID, [cookie("anon=1")], { proxy_get_header_map_value: 2 }],
    [
      "an id that is made",
      ID,
      [],
      { proxy_get_header_map_value: 2, random_get: 1, proxy_set_property: 1, proxy_add_header_map_value: 1 },
    ],
  ];
  for (const [what, text, lines, more] of cases) {
    test(what, () => {
      const host = loadAnswering();
      const plugin = host.configure(text);
      host.crossings.clear();
      told(host, plugin, ...lines);
      host.crossings.delete("proxy_on_memory_allocate");
      assert.deepEqual(Object.fromEntries(host.crossings), { ...usual, ...more });
    });
  }
});

describe("an id that is made", () => {
  test("is a new one each time", () => {
    const host = loadAnswering();
    const plugin = host.configure(ID);
    const ids = new Set(Array.from({ length: 10_000 }, () => idOf(told(host, plugin))));
    assert.equal(ids.size, 10_000);
    assert.ok(!ids.has(undefined));
  });

  test("decides the very request, as it will when it comes back", () => {
    const host = loadAnswering();
    const plugin = host.configure(
      JSON.stringify({ rules: [rule("a", 50, "v2")], anonymousId: { cookie: "anon" } }),
    );
    const versions = new Map<string, number>();
    for (let i = 0; i < 1000; ++i) {
      const stream = host.openStream(plugin);
      const upstream = texts(host.headers(stream, []));
      const id = idOf(host.answerOf(stream))!;
      const back = texts(host.request(plugin, [cookie(`anon=${id}`)])).filter(
        (line) => !line.startsWith("cookie"),
      );
      assert.deepEqual(back, upstream);
      versions.set(upstream.join(), (versions.get(upstream.join()) ?? 0) + 1);
    }
    const tagged = versions.get("appver-a: v2")!;
    assert.ok(tagged > 400 && tagged < 600, `${tagged} of 1000`); // six standard deviations
  });

  test("cannot be had of a host without secrets: the request has no key, and the fault is counted", () => {
    for (const status of [BAD_ARGUMENT, UNIMPLEMENTED]) {
      const host = loadAnswering();
      const plugin = host.configure(ID);
      host.fail.set("random_get", status);
      assert.deepEqual(texts(told(host, plugin)), []);
      assert.equal(faults(host), 1);
    }
  });
});

describe("streams at once", () => {
  test("100,000 that wait for their answers get each its own, in any order", () => {
    const host = loadAnswering();
    const plugin = host.configure(MIX.replace('"v2"', '"v"').replace('"modulo":1', '"modulo":4294967295'));
    const both = host.configure(ID, "other");
    assert.notEqual(plugin, both);
    const streams = Array.from({ length: 100_000 }, () => {
      const stream = host.openStream(both);
      host.headers(stream, []);
      return stream;
    });
    const ids = new Set(streams.reverse().map((stream) => idOf(host.answerOf(stream))));
    assert.equal(ids.size, streams.length);
  });

  test("an answer of the proxy itself, whose request was never shown, says nothing", () => {
    const host = loadAnswering();
    const plugin = host.configure(ID);
    assert.deepEqual(host.answerOf(host.openStream(plugin)), []);
    assert.equal(faults(host), 0);
  });

  test("two plugins tell each their own", () => {
    const host = loadAnswering();
    const one = host.configure(MIX, "one");
    const other = host.configure(MIX.replace("x-mix", "x-other").replace("v2", "v3"), "other");
    const streams = [one, other, one].map((plugin) => host.openStream(plugin));
    for (const stream of streams) host.headers(stream, [user("1")]);
    assert.deepEqual(
      streams.map((stream) => texts(host.answerOf(stream))),
      [["x-mix: appver-a=v2"], ["x-other: appver-a=v3"], ["x-mix: appver-a=v2"]],
    );
  });

  test("an update between request and answer changes nothing of it", () => {
    const host = loadAnswering();
    const plugin = host.configure(MIX);
    const stream = host.openStream(plugin);
    host.headers(stream, [user("1")]);
    host.reconfigure(plugin, MIX.replace("x-mix", "x-other"));
    assert.deepEqual(texts(host.answerOf(stream)), ["x-mix: appver-a=v2"]);
  });
});

describe("a host call that fails", () => {
  test("for the property: the answer says nothing, and the tags are set", () => {
    const host = loadAnswering();
    const plugin = host.configure(MIX);
    host.fail.set("proxy_set_property", BAD_ARGUMENT);
    const stream = host.openStream(plugin);
    assert.deepEqual(texts(host.headers(stream, [user("1")])), ["x-user-id: 1", "appver-a: v2"]);
    assert.deepEqual(host.answerOf(stream), []);
    assert.equal(faults(host), 1);
  });

  test("for the answer's headers: is counted", () => {
    for (const [call, text] of [
      ["proxy_replace_header_map_value", MIX],
      ["proxy_add_header_map_value", ID],
      ["proxy_remove_header_map_value", MIX],
    ] as const) {
      const host = loadAnswering();
      const plugin = host.configure(call.includes("remove") ? text.replace('"range":1', '"range":0') : text);
      const stream = host.openStream(plugin);
      host.headers(stream, text === MIX ? [user("1")] : []);
      host.fail.set(call, BAD_ARGUMENT);
      host.answerOf(stream, [["x-mix", Buffer.from("the app's")]]);
      assert.equal(faults(host), 1, call);
    }
  });
});
