// Nothing but configuration allocates: in no order of the host's callbacks, and by no size of what it hands over. The
// modules under test are built so that their allocator tells of each block that it gives or takes.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { CRITICAL } from "../emulated/gateway.ts";
import type { Line } from "../emulated/host.ts";
import { lines, type Sent } from "../emulated/sidecar.ts";
import { IS_WHOLE } from "../break/budget.ts";
import { buildTraced, TracingHost } from "../emulated/traced.ts";

const LIMIT = 8 << 20; // Envoy's, for all headers of a request
const MANY = IS_WHOLE ? 1_000_000 : 100_000;
const SIZES = IS_WHOLE
  ? [1, 100, 10_000, 100_000, 1 << 20, LIMIT, 1 << 20, 10_000, 1]
  : [1, 10_000, 1 << 20, 100];
const SOME = IS_WHOLE ? 5_000 : 1_100; // more than streams can wait
// In `make break` all of it.
const SLICE = IS_WHOLE ? 1 : 13;

const policies = [{ range: 1, tagValue: "v2" }];
const rule = (header: string) => ({ header, modulo: 1, tagHeader: "appver-a", policies });
const TOKEN = "0123456789abcdef";
/** What the gateway can do beside its rules, and rules with all that they can say. */
const BESIDES = {
  metrics: true,
  debug: { header: "x-why", token: TOKEN },
  reserve: ["lane-*"],
  rules: [
    {
      key: [
        { cookie: "sid" },
        { queryParam: "user", capture: "u-(.*)" },
        { header: "x-user-id" },
        { claim: "sub" },
      ],
      placeholders: ["null"],
      match: [
        { uri: { regex: "/(a|b)*.*" }, headers: { "x-long": { contains: "no" } } },
        { method: { exact: "GET" } },
      ],
      unless: [{ cookies: { bot: { regex: "(?i)(x+x+)+y" } }, queryParams: { q: { present: true } } }],
      overrides: [{ match: [{ authority: { suffix: ".test" } }], tagValue: null }],
      pins: [{ ids: ["u-17"], tagValue: "v3" }],
      salt: "checkout",
      modulo: 100,
      tagHeader: "appver-a",
      policies: [
        {
          schedule: [
            { at: "2023-11-14T00:00:00Z", range: 1 },
            { at: "2033-11-14T00:00:00Z", range: 100 },
          ],
          between: "linear",
          tagValue: "v2",
        },
      ],
      defaultTagValue: "v1",
      anonymousTagValue: "v0",
    },
  ],
};
const MODULES = {
  "hash-tagging": {
    entry: "assembly/gateway/index.ts",
    target: "filter",
    configurations: [
      ...[true, false].map((baggage) => ({ rules: [rule("x-user-id")], propagate: { baggage } })),
      BESIDES,
    ],
  },
  "hash-tagging-response": {
    entry: "assembly/gateway-response/index.ts",
    target: "response",
    configurations: [
      ...[{ header: "x-mix" }, { cookie: { name: "mix" } }].map((response) => ({
        rules: [rule("x-other")],
        response,
        anonymousId: { cookie: "anon" },
      })),
      { ...BESIDES, response: { header: "x-mix", cookie: { name: "mix" } } },
    ],
  },
  "header-propagation": {
    entry: "assembly/sidecar/index.ts",
    target: "propagation",
    configurations: ["inbound", "outbound"].map((direction) => ({
      headerPrefixes: ["appver-"],
      correlate: "x-request-id",
      direction,
    })),
  },
};
const CLAIM = "metadata\0filter_metadata\0envoy.filters.http.jwt_authn\0payload\0sub";
const TICK = 500_000_000n; // nanoseconds
const SENT = lines(["x-user-id", "0005"], ["appver-a", "forged"], ["baggage", "appver-a=v1,k=v"]);
const UNKNOWN = 4_000_000_000;

/** The host's callbacks outside of configuration. What it says of a request's end no module asks to hear. */
function callbacksOf(host: TracingHost, plugin: number, ticking: number): Record<string, () => void> {
  let newest = 1_000; // fresh numbers go up from here
  const { exports } = host;
  const show = (stream: number) => void exports.proxy_on_request_headers(stream, SENT.length, 1);
  const tick = (plugin: number) => {
    host.now += TICK;
    exports.proxy_on_tick?.(plugin);
  };
  return {
    "a root opens": () => exports.proxy_on_context_create(++newest, 0),
    "a root opens under one number": () => exports.proxy_on_context_create(900, 0),
    "a stream opens": () => exports.proxy_on_context_create(++newest, plugin),
    "a stream opens under one number": () => exports.proxy_on_context_create(901, plugin),
    "a stream of the last plugin opens": () => exports.proxy_on_context_create(++newest, ticking),
    "a stream of an unknown root opens": () => exports.proxy_on_context_create(++newest, UNKNOWN),
    "the newest is shown": () => show(newest),
    "that of one number is shown": () => show(901),
    "the newest is answered": () => void exports.proxy_on_response_headers?.(newest, 0, 1),
    "an unknown stream is answered": () => void exports.proxy_on_response_headers?.(UNKNOWN, 0, 1),
    "one of long ago is shown": () => show(newest - 1_500),
    "an unknown stream is shown": () => show(UNKNOWN),
    "the last plugin ticks": () => tick(ticking),
    "an unknown plugin ticks": () => tick(UNKNOWN),
  };
}

for (const [name, { entry, target, configurations }] of Object.entries(MODULES)) {
  describe(`allocations of ${name}`, () => {
    let host: TracingHost;
    let plugin: number;
    let plugins: number[];
    let callbacks: [name: string, call: () => void][];

    before(() => {
      host = new TracingHost(buildTraced(entry, target));
      plugins = configurations.map((configuration) => host.configure(JSON.stringify(configuration)));
      plugin = plugins[0]!;
      assert.deepEqual(
        host.logs.filter(({ level }) => level === CRITICAL),
        [],
      );
      callbacks = Object.entries(callbacksOf(host, plugin, plugins.at(-1)!));
      host.request(plugin, SENT);
    });

    /** How often the allocator acts while `play` is called `times` times. */
    const acts = (times: number, play: () => void): number => {
      const before = host.acts;
      for (let i = 0; i < times; ++i) play();
      return host.acts - before;
    };

    test("a configuration allocates, or this test would see nothing", () => {
      assert.ok(acts(1, () => host.reconfigure(plugin, JSON.stringify(configurations[0]))) > 10);
    });

    test(`no callback does, ${MANY} times`, () => {
      for (const [what, call] of callbacks) assert.equal(acts(MANY, call), 0, what);
    });

    const many = (count: number, line: (i: number) => Sent): Line[] =>
      Array.from({ length: count }, (_, i) => lines(line(i))[0]!);
    const value = (size: number) => "v".repeat(size);
    const requests: Record<string, (size: number) => Line[]> = {
      "a user id": (size) => lines(["x-user-id", value(size)]),
      "a tag": (size) => lines(["x-user-id", "1"], ["appver-a", value(size)]),
      "a tag's name": (size) => lines([`appver-${value(size)}`, "v2"]),
      "a request id": (size) => lines(["x-request-id", value(size)], ["appver-a", "v2"]),
      "a member of baggage": (size) => lines(["x-user-id", "1"], ["baggage", `k=${value(size)}`]),
      "a tag in baggage": (size) => lines(["x-user-id", "1"], ["baggage", `appver-a=${value(size)}`]),
      "members of baggage": (size) => lines(["x-user-id", "1"], ["baggage", "a,".repeat(size / 2)]),
      "a path": (size) => lines([":method", "GET"], [":path", `/${"ab".repeat(size / 2)}`]),
      "a query": (size) => lines([":path", `/?${"a=%20&".repeat(size / 6)}user=u-${value(size / 2)}`]),
      cookies: (size) => lines(["cookie", `${"a=b; ".repeat(size / 10)}bot=${"x".repeat(size / 2)}`]),
      "what is asked why": (size) =>
        lines(["x-why", TOKEN], ["x-user-id", value(size)], ["x-long", value(size)]),
      "a wrong token": (size) => lines(["x-why", value(size)]),
      "lines of baggage": (size) => many(size / 10, () => ["baggage", "a=1"]),
      tags: (size) => many(size / 16, (i) => [`appver-${i}`, "v2"]),
    };
    for (const [what, request] of Object.entries(requests)) {
      test(`${what} of any size does not`, () => {
        for (const size of SIZES) {
          const sent = request(size);
          host.properties.set(CLAIM, Buffer.from(value(size)));
          for (const plugin of plugins)
            assert.equal(
              acts(1, () => host.request(plugin, sent)),
              0,
              `${size} bytes`,
            );
        }
      });
    }

    test("two plugins of one name that come back in turn do not", () => {
      host.reconfigure(plugin, JSON.stringify(configurations[0])); // from here on they may come back again
      host.crossings.clear();
      const play = () => plugins.forEach((plugin) => void host.request(plugin, SENT));
      assert.equal(acts(100, play), 0);
      assert.ok(host.crossings.get("proxy_set_shared_data")! >= 16, "eight times each");
    });

    test(`no two and no three in turn do, ${SOME} times`, () => {
      let order = 0;
      for (const [one, first] of callbacks) {
        for (const [two, second] of callbacks) {
          const both = () => (first(), second());
          assert.equal(acts(SOME, both), 0, `${one}, ${two}`);
          for (const [three, third] of callbacks) {
            if (order++ % SLICE !== 0) continue;
            const play = () => (first(), second(), third());
            assert.equal(acts(SOME, play), 0, `${one}, ${two}, ${three}`);
          }
        }
      }
    });
  });
}
