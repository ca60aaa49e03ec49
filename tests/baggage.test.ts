// What becomes of the baggage of clients and apps who mean no good, under the emulated host: in the tagging filter, which
// owns the tags in it, and in the propagation module on both of its ways.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import fc from "fast-check";
import "./core/seed.ts";
import { BAD_ARGUMENT, Host, type Line } from "./emulated/host.ts";
import { buildTraced, TracingHost } from "./emulated/traced.ts";
import { lines, type Sent, Sidecar, valueOf } from "./emulated/sidecar.ts";

const FILTER = readFileSync(new URL("../build/hash-tagging.wasm", import.meta.url));
const APPVER = { headerPrefixes: ["appver-"] };
const TAGGED: Sent = ["x-user-id", "0001"];

/** The tagging filter, which gives those with a user id the tag appver-0: v2, and has as many tag headers. */
class Gateway {
  readonly host = new Host(FILTER);
  private readonly plugin: number;

  constructor(tagHeaders = 1, baggage = true) {
    const rule = (tagHeader: string, header: string) => ({
      ...{ header, modulo: 1, tagHeader },
      policies: [{ range: 1, tagValue: "v2" }],
    });
    const rules = Array.from({ length: tagHeaders }, (_, i) =>
      rule(`appver-${i}`, i === 0 ? "x-user-id" : "x-nobody"),
    );
    this.plugin = this.host.configure(JSON.stringify({ rules, propagate: { baggage } }));
  }

  /** The baggage that a request with these lines of it goes on with. */
  baggage(...sent: string[]): string[] {
    const request = [["x-user-id", Buffer.from("0001")], ...sent.map(baggageLine)] as Line[];
    return all(this.host.request(this.plugin, request), "baggage");
  }

  request(sent: Line[]): Line[] {
    return this.host.request(this.plugin, sent);
  }

  count(name: string): number {
    return this.host.counters.get(`hash_tagging_${name}`) ?? 0;
  }
}

const baggageLine = (value: string): Line => ["baggage", Buffer.from(value, "latin1")];

const all = (upstream: Line[], name: string) =>
  upstream.filter(([other]) => other === name).map(([, value]) => value.toString("latin1"));

describe("members of baggage, beside the grammar of W3C in regular expressions", () => {
  const ESCAPE = "%[0-9A-Fa-f]{2}";
  const OWS = "[ \\t]*";
  const KEY = `(?:[!#$&'*+\\-.^_\`|~0-9A-Za-z]|${ESCAPE})+`;
  const VALUE = `(?:[\\x21\\x23\\x24\\x26-\\x2b\\x2d-\\x3a\\x3c-\\x5b\\x5d-\\x7e]|${ESCAPE})*`;
  const PROPERTY = `${KEY}(?:${OWS}=${OWS}${VALUE})?`;
  const MEMBER = new RegExp(`^(${KEY})${OWS}=${OWS}(${VALUE})(?:${OWS};${OWS}${PROPERTY})*$`);

  /** Key and value of a member all of whose escapes are UTF-8; undefined for anything else. */
  function read(text: string): { key: string; value: string } | undefined {
    const [, key = "", value = ""] = MEMBER.exec(text) ?? [];
    try {
      return key === "" || decodeURIComponent(text) === ""
        ? undefined
        : { key, value: decodeURIComponent(value) };
    } catch {
      return undefined;
    }
  }

  /** What stands between the commas of lines that are more than blanks. */
  const textsOf = (sent: string[]) =>
    sent
      .filter((line) => !/^[ \t]*$/.test(line))
      .flatMap((line) => line.split(","))
      .map((text) => text.replace(/^[ \t]+|[ \t]+$/g, ""));

  /** Whether an app, which may decode keys, trim blanks of every kind and make letters small, could read appver-0. */
  const isOurs = (key: string) =>
    decodeURIComponent(key)
      .toLowerCase()
      .replace(/^[\x00-\x20\x7f-\uffff+]+|[\x00-\x20\x7f-\uffff+]+$/g, "") === "appver-0";

  const words = (text: string) => text.split(" ");
  const PIECES = [
    ...words(
      '= ; , % + " \\ ( : é \u0000 \u007f a k1 userId appver-0 Appver-0 appver-1 appver-A %41 %61ppver-0 +appver-0',
    ),
    ...words(
      "%zz %c3%a9 %c3 %a9 %ff %e2%82 %ed%a0%80 %f0%9f%98%80 %20 %0a =%20 ;; == ,a=1, ,b=2;p, ,appver-1=v2,",
    ),
    ...[" ", "\t", " = ", " ; ", ", ", ",c=%c3%a9 ; p = q ,", ",appver-2=%2541 ;q,"],
  ];
  const line = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join(""));
  const sent = fc.array(line, { minLength: 1, maxLength: 2 });

  test("200,000 times at the gateway: what goes on, in which order, and what is counted", () => {
    const gateway = new Gateway();
    let members = 0;
    const played = fc.property(sent, (sent) => {
      const counted = gateway.count("members_refused");
      const texts = textsOf(sent);
      const right = texts.filter((text) => read(text) !== undefined);
      const others = right.filter((text) => !isOurs(read(text)!.key));
      assert.deepEqual(gateway.baggage(...sent), [["appver-0=v2", ...others].join(",")]);
      assert.equal(gateway.count("members_refused") - counted, texts.length - right.length);
      members += others.length;
    });
    fc.assert(played, { numRuns: 200_000 });
    assert.ok(members > 100_000, `only ${members} members were right`);
  });

  test("50,000 times on the way out: the tags that come back, and no other header", () => {
    const sidecar = new Sidecar(APPVER);
    let tags = 0;
    const played = fc.property(sent, (sent) => {
      const wanted = new Map<string, string>();
      for (const { key, value } of textsOf(sent).flatMap((text) => read(text) ?? [])) {
        const isHeader =
          /^appver-[^A-Z%+]*$/.test(key) &&
          /^[^\x00-\x20\x7f]([^\x00-\x1f\x7f]*[^\x00-\x20\x7f])?$/.test(value);
        if (isHeader) wanted.set(key, Buffer.from(value).toString("latin1"));
      }
      const upstream = sidecar.send("outbound", sent.map(baggageLine));
      const restored = upstream.filter(([name]) => name !== "baggage");
      assert.deepEqual(new Map(restored.map(([name, value]) => [name, value.toString("latin1")])), wanted);
      assert.equal(restored.length, wanted.size);
      tags += wanted.size;
    });
    fc.assert(played, { numRuns: 50_000 });
    assert.ok(tags > 10_000, `only ${tags} tags came back`);
  });
});

describe("baggage beyond the limits is refused before anything is made of it", () => {
  const cases: [what: string, sent: string[]][] = [
    ["57 KB of a,", ["a,".repeat(28_500)]],
    ["57 KB of commas", [",".repeat(57_000)]],
    ["57 KB of one member", [`x=${"1".repeat(57_000)}`]],
    ["57 KB of % in a key", [`${"%61".repeat(19_000)}=1`]],
    ["65 members", ["a=1,".repeat(64) + "b=2"]],
    ["64 members and a comma", ["a=1,".repeat(64)]],
    ["65 lines", Array.from({ length: 65 }, () => "a=1")],
    [
      "8,193 bytes in three lines",
      ["x=" + "1".repeat(4000), "y=" + "1".repeat(4000), "z=" + "1".repeat(187)],
    ],
  ];
  for (const [what, sent] of cases) {
    test(`${what}: the tags alone, or nothing, and counted`, () => {
      const gateway = new Gateway();
      assert.deepEqual(gateway.baggage(...sent), ["appver-0=v2"]);
      assert.deepEqual(all(gateway.request(sent.map(baggageLine)), "baggage"), []);
      assert.equal(gateway.count("baggage_refused"), 2);
      assert.equal(gateway.count("members_refused"), 0);
      const sidecar = new Sidecar(APPVER);
      const tagged: Line[] = [["appver-a", Buffer.from("v2")], ...sent.map(baggageLine)];
      assert.deepEqual(all(sidecar.send("inbound", tagged), "baggage"), ["appver-a=v2"]);
      assert.deepEqual(all(sidecar.send("inbound", sent.map(baggageLine)), "baggage"), []);
      assert.equal(sidecar.count("baggage_refused"), 2);
    });
  }

  test("within them, it goes on: 64 members, 8,192 bytes", () => {
    const gateway = new Gateway();
    const members = Array.from({ length: 63 }, (_, i) => `m${i}=${"1".repeat(i === 0 ? 4000 : 60)}`);
    assert.deepEqual(gateway.baggage(...members), [["appver-0=v2", ...members].join(",")]);
    assert.equal(gateway.count("baggage_refused") + gateway.count("baggage_full"), 0);
  });

  test("on the way out an app has more room: 180 members and 24,576 bytes; beyond it nothing comes back", () => {
    const sidecar = new Sidecar(APPVER);
    const restored = (baggage: string) => valueOf(sidecar.outbound(["baggage", baggage]), "appver-a");
    assert.equal(restored("x=1,".repeat(179) + "appver-a=v2"), "v2");
    assert.equal(restored(`x=${"1".repeat(24_576 - "x=,appver-a=v2".length)},appver-a=v2`), "v2");
    assert.equal(sidecar.count("baggage_refused"), 0);
    assert.equal(restored("x=1,".repeat(180) + "appver-a=v2"), undefined);
    assert.equal(restored(`x=${"1".repeat(24_577 - "x=,appver-a=v2".length)},appver-a=v2`), undefined);
    assert.equal(sidecar.count("baggage_refused"), 2);
  });

  /** The least time of many turns of so many requests, in µs a request. */
  function leastOf(requests: number, request: () => void): number {
    let least = Infinity;
    for (let turn = 0; turn < 30; ++turn) {
      const began = performance.now();
      for (let i = 0; i < requests; ++i) request();
      least = Math.min(least, ((performance.now() - began) * 1000) / requests);
    }
    return least;
  }

  /** What propagate adds to a request with this baggage, in µs, in a gateway of so many tag headers. */
  function added(tagHeaders: number, ...sent: string[]): number {
    const request = [["x-user-id", Buffer.from("0001")], ...sent.map(baggageLine)] as Line[];
    const [with_, without] = [true, false].map((baggage) => {
      const gateway = new Gateway(tagHeaders, baggage);
      return leastOf(20, () => gateway.request(request));
    });
    return with_! - without!;
  }

  test("the time for it neither depends on the names nor on what is beyond the limits", (t) => {
    const hostile = "a,".repeat(28_500);
    const worst = Array.from({ length: 63 }, (_, i) => `appver-${i}x${"%61".repeat(35)}=1`).join(",");
    const [few, many] = [added(10, worst), added(1000, worst)];
    const beyond = added(1000, hostile);
    t.diagnostic(
      `57 KB of a, and 1,000 names: ${beyond.toFixed(1)} µs; within the limits ${many.toFixed(1)} µs, of 10 names ${few.toFixed(1)} µs`,
    );
    assert.ok(beyond < 100, `${beyond} µs`);
    assert.ok(many < 4 * few + 50, `${many} µs for 1,000 names, ${few} µs for 10`);
  });

  test("the time on the way out grows as the lines do, also where the app sets tag headers itself", (t) => {
    const sidecar = new Sidecar(APPVER);
    const members = Array.from({ length: 180 }, (_, i) => `appver-y${i}=1`).join(",");
    const request = (own: number): Line[] => [
      ...Array.from({ length: own }, (_, i): Line => [`appver-x${i}`, Buffer.from("v")]),
      baggageLine(members),
    ];
    const times = [1000, 4000].map((own) => {
      const sent = request(own);
      return leastOf(5, () => sidecar.send("outbound", sent));
    });
    t.diagnostic(
      `1,000 and 4,000 tag headers of the app's: ${times.map((time) => time.toFixed(1)).join(", ")} µs`,
    );
    assert.ok(times[1]! < 3000, `${times[1]} µs`);
    assert.equal(sidecar.count("outbound_restored"), 0, "what an app sets beyond all bounds it gets alone");
  });

  test("the time within the limits grows as the bytes do", (t) => {
    const key = (bytes: number) => "%61".repeat(bytes / 3);
    const times = [1000, 2000, 4000].map((bytes) => added(100, `${key(bytes)}=1`, `${key(bytes)}=2`));
    t.diagnostic(`2, 4 and 8 KB of escapes in keys: ${times.map((time) => time.toFixed(1)).join(", ")} µs`);
    assert.ok(times[2]! < 8 * Math.max(times[0]!, 20), `${times.join(", ")} µs`);
  });
});

describe("baggage that cannot be read", () => {
  const FORGED: Sent = ["baggage", "appver-0=v9,appver-a=v9,x=1"];

  test("at the gateway: the tags take its place, or it goes; the fault is counted", () => {
    for (const [user, wanted] of [
      [["x-user-id", "0001"], ["appver-0=v2"]],
      [["x-other", "1"], []],
    ] as [Sent, string[]][]) {
      const gateway = new Gateway();
      gateway.host.fail.set("proxy_get_header_map_pairs", BAD_ARGUMENT);
      assert.deepEqual(all(gateway.request(lines(user, FORGED)), "baggage"), wanted);
      assert.equal(gateway.count("request_faults"), 1);
      assert.equal(gateway.count("baggage_refused"), 1);
    }
  });

  test("at the gateway, the look for it failing too", () => {
    const gateway = new Gateway();
    gateway.host.fail.set("proxy_get_header_map_pairs", BAD_ARGUMENT);
    gateway.host.fail.set("proxy_get_header_map_value", BAD_ARGUMENT);
    assert.deepEqual(all(gateway.request(lines(TAGGED, FORGED)), "baggage"), []);
    assert.equal(gateway.count("baggage_refused"), 1);
    gateway.host.fail.delete("proxy_get_header_map_pairs");
    assert.deepEqual(all(gateway.request(lines(TAGGED, FORGED)), "baggage"), ["appver-a=v9,x=1"]);
    assert.equal(gateway.count("baggage_refused"), 1, "all lines were read in its place");
  });

  test("on the way in: it goes, and the tag headers stay", () => {
    const sidecar = new Sidecar(APPVER);
    sidecar.hosts[0].fail.set("proxy_get_header_map_pairs", BAD_ARGUMENT);
    assert.deepEqual(sidecar.inbound(["appver-b", "v2"], FORGED), lines(["appver-b", "v2"]));
    assert.equal(sidecar.count("request_faults"), 1);
    assert.equal(sidecar.count("baggage_refused"), 1);
  });

  test("on the way out: nothing comes back", () => {
    for (const config of [APPVER, { ...APPVER, correlate: "x-request-id" }]) {
      const sidecar = new Sidecar(config);
      sidecar.hosts[1].fail.set("proxy_get_header_map_pairs", BAD_ARGUMENT);
      assert.deepEqual(sidecar.outbound(FORGED), lines(FORGED));
      assert.equal(sidecar.count("request_faults"), 1);
      assert.equal(sidecar.count("outbound_unrestored"), 1);
    }
  });
});

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
