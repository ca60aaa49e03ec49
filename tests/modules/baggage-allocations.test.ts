import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Line } from "../emulated/host.ts";
import { buildTraced, TracingHost } from "../emulated/traced.ts";
import { APPVER } from "../emulated/baggage.ts";

describe("no hostile request makes a module allocate", () => {
  const TEXTS = [
    ...[
      "",
      ",",
      "a",
      "x=%zz",
      "=1",
      ";p",
      "k k=1",
      "appver-0=v9",
      "%61ppver-0=v9;p",
      "x=1;;",
      "a,".repeat(40),
    ],
    ...[
      "x=1,appver-0=v9,y=%c3%a9",
      "+appver-0+=1",
      ",".repeat(63),
      "x=1,".repeat(64),
      `${"%61".repeat(99)}=1`,
    ],
    ...["a,".repeat(28_500), `x=${"1".repeat(57_000)}`, `${"%61".repeat(1300)}=${"%2B".repeat(60)}`],
    ...[`appver-0=${"%41".repeat(1300)}`, `appver-0=${"1".repeat(5000)}`, "appver-0=1;p,".repeat(60)],
  ];
  const VALUES = ["", "v2", "%".repeat(1200), "1".repeat(5000), "\xff", "1".repeat(60_000)];
  const IDS = ["", "1".repeat(16), "1".repeat(128), "1".repeat(129), "1".repeat(60_000)];
  const line = (name: string, value: string): Line => [name, Buffer.from(value, "latin1")];

  /** Every text in two lines of baggage, with every value in many tag headers and every id. */
  const REQUESTS = TEXTS.flatMap((text) =>
    VALUES.flatMap((value) =>
      IDS.map((id): Line[] => [
        ...[line("x-user-id", "1"), line("x-request-id", id), line("baggage", text), line("baggage", text)],
        ...Array.from({ length: 3 }, (_, i) => line(`appver-${i}`, value)),
      ]),
    ),
  );
  const policies = [{ range: 1, tagValue: "v2" }];
  const rules = Array.from({ length: 70 }, (_, i) => ({
    ...{ header: "x-user-id", modulo: 1, tagHeader: `appver-${i}`, policies },
  }));
  const sidecar = (direction: string) => ({
    ...APPVER,
    direction,
    correlate: "x-request-id",
    maxBytes: 64 << 20,
  });
  const modules: [entry: string, target: string, configurations: object[]][] = [
    ["assembly/gateway/index.ts", "filter", [{ rules, propagate: { baggage: true } }]],
    ["assembly/sidecar/index.ts", "propagation", [sidecar("inbound"), sidecar("outbound")]],
  ];
  for (const [entry, target, configurations] of modules) {
    test(`${target}: ${REQUESTS.length} kinds of request, twice`, () => {
      const host = new TracingHost(buildTraced(entry, target));
      const plugins = configurations.map((config, i) => host.configure(JSON.stringify(config), `${i}`));
      assert.ok(host.acts > 10);
      const before = host.acts;
      for (let i = 0; i < 2; ++i) {
        for (const request of REQUESTS) for (const plugin of plugins) host.request(plugin, request);
      }
      assert.equal(host.acts, before);
    });
  }
});
