import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { dump, load } from "js-yaml";
import { configText, Envoy } from "../../lab/envoy.ts";
import { until } from "../../lab/until.ts";

import { bytesOf, configText as jsonOf, propagationVectors } from "../vectors.ts";
import { App, only } from "./app.ts";
import { arrival, send, sendHttp2, values } from "./client.ts";
import { rulesFile, type WasmFilter } from "./plugin.ts";
import { Upstream, type Arrival, type HeaderLine } from "./upstream.ts";

const FILE = "live/header-propagation.yaml";
const MODULE = await configText(FILE);
const APPVER = { headerPrefixes: ["appver"] };
const TRACE = "0af7651916cd43dd8448eb211c80319c";

/** live/header-propagation.yaml with another configuration. */
function propagationFile(json: string): string {
  const file = load(MODULE) as { resources: WasmFilter[] };
  file.resources[0]!.typed_config.config.configuration.value = json;
  return dump(file);
}

interface Sidecar {
  node: { id: string };
  static_resources: { listeners: { traffic_direction?: string }[] };
}

/** An Envoy with sidecar.yaml, perhaps changed, and this configuration of the module. */
function start(upstream: Upstream, config: object, app?: App, edit: (file: Sidecar) => void = () => {}) {
  const ports = { ...upstream.ports, ...(app && { "app-b-v1": app.port }) };
  return Envoy.start("sidecar.yaml", ports, (text, file) => {
    if (file === FILE) return propagationFile(JSON.stringify(config));
    if (file !== "sidecar.yaml") return text;
    const sidecar = load(text) as Sidecar;
    edit(sidecar);
    return dump(sidecar);
  });
}

async function count(envoy: Envoy, name: string): Promise<number> {
  const counter = `wasmcustom.header_propagation_${name}`;
  return (await envoy.stats(new RegExp(`^${counter}$`))).get(counter) ?? 0;
}

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

describe("an app between two hops", () => {
  const USERS = 200;
  const LANES = 20;
  let upstream: Upstream;
  let app: App;

  before(async () => {
    upstream = await Upstream.start();
    app = await App.start();
  });
  after(() => {
    app?.stop();
    upstream?.stop();
  });

  /** Every second user's app-c is v3; no two users have the same tags. */
  const tagsOf = (user: number): HeaderLine[] => [
    ["appver-a", `v 2, ${user}`],
    ...(user % 2 === 0 ? ([["appver-c", "v3"]] as HeaderLine[]) : []),
  ];

  /** Sends each user through the sidecar, the app and the sidecar again; gives what reached app-c of each. */
  async function chain(envoy: Envoy, more: (user: number) => HeaderLine[] = () => []): Promise<Arrival[]> {
    app.next = envoy.url("to-app-c");
    const arrivals: Arrival[] = [];
    let user = 0;
    const lane = async () => {
      for (let next = user++; next < USERS; next = user++) {
        arrivals[next] = await arrival(envoy.url("to-sidecar"), [...tagsOf(next), ...more(next)]);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    return arrivals;
  }

  function assertTags(arrivals: Arrival[], kept: boolean): void {
    arrivals.forEach((arrived, user) => {
      const tags = kept ? tagsOf(user) : [];
      const of = (header: string) => tags.filter(([name]) => name === header).map(([, value]) => value);
      for (const header of ["appver-a", "appver-c"])
        assert.deepEqual(values(arrived, header), of(header), `${user}`);
      assert.equal(arrived.application, of("appver-c").length > 0 ? "app-c-v3" : "app-c-v2");
    });
  }

  const traceparent = (user: number): HeaderLine[] => [
    ["traceparent", `00-${TRACE.slice(0, -4)}${String(user).padStart(4, "0")}-b7ad6b7169203331-01`],
  ];

  const apps: [
    what: string,
    config: object,
    forwards: App["forwards"],
    more: (user: number) => HeaderLine[],
  ][] = [
    ["that forwards only baggage", APPVER, only("baggage"), () => [["baggage", "userId=alice;p=1"]]],
    [
      "that forwards only x-request-id",
      { ...APPVER, correlate: "x-request-id" },
      only("x-request-id"),
      () => [],
    ],
    [
      "whose own spans keep only the trace",
      { ...APPVER, correlate: "traceparent" },
      ({ headers }) => [
        ["traceparent", String(headers["traceparent"]).replace("b7ad6b7169203331", "00f067aa0ba902b7")],
      ],
      traceparent,
    ],
  ];
  for (const [what, config, forwards, more] of apps) {
    it(`${what}: every tag reaches the next hop, whichever thread serves it`, async () => {
      app.forwards = forwards;
      const envoy = await start(upstream, config, app);
      try {
        assertTags(await chain(envoy, more), true);
        assert.equal(await count(envoy, "inbound_tagged"), USERS);
        assert.equal(await count(envoy, "outbound_restored"), USERS);
        assert.equal(await count(envoy, "outbound_unrestored"), 0);
        assert.equal(await count(envoy, "request_faults"), 0);
        const workers = await envoy.stats(/^listener\..*worker_\d\.downstream_cx_total$/);
        assert.ok(
          workers.size > 1 && [...workers.values()].every((connections) => connections > 0),
          "threads",
        );
      } finally {
        await envoy.stop();
      }
    });
  }

  it("that forwards nothing: impossible, and seen in the counters", async () => {
    app.forwards = only();
    const envoy = await start(upstream, { ...APPVER, correlate: "x-request-id" }, app);
    try {
      assertTags(await chain(envoy), false);
      assert.equal(await count(envoy, "inbound_tagged"), USERS);
      assert.equal(await count(envoy, "outbound_restored"), 0);
      assert.equal(await count(envoy, "outbound_unrestored"), USERS);
    } finally {
      await envoy.stop();
    }
  });

  it("what is remembered outlives a change of the configuration", async () => {
    const config = { ...APPVER, correlate: "x-request-id" };
    const envoy = await start(upstream, config);
    try {
      const id: HeaderLine = ["x-request-id", "12345678-1234-4234-8234-123456789012"];
      await arrival(envoy.url("to-sidecar"), [id, ["appver-a", "v2"]]);
      await envoy.update("header-propagation.yaml", propagationFile(JSON.stringify({ ...config, ttl: 61 })));
      assert.deepEqual(values(await arrival(envoy.url("to-app-c"), [id]), "appver-a"), ["v2"]);
    } finally {
      await envoy.stop();
    }
  });

  it("an id that two tags had, or none and a tag, gives none, and a time that is over neither", async () => {
    const envoy = await start(upstream, { ...APPVER, correlate: "x-request-id", ttl: 1 });
    const tags = async (...lines: HeaderLine[]) =>
      values(await arrival(envoy.url("to-app-c"), lines), "appver-a");
    try {
      const [first, second, third] = [1, 2, 3].map((n): HeaderLine => [
        "x-request-id",
        `12345678-1234-4234-8234-00000000000${n}`,
      ]) as [HeaderLine, HeaderLine, HeaderLine];
      await arrival(envoy.url("to-sidecar"), [first, ["appver-a", "v2"]]);
      await arrival(envoy.url("to-sidecar"), [first, ["appver-a", "v3"]]);
      assert.deepEqual(await tags(first), []);
      assert.equal(await count(envoy, "correlate_spoiled"), 1);
      await arrival(envoy.url("to-sidecar"), [third]);
      await arrival(envoy.url("to-sidecar"), [third, ["appver-a", "v2"]]);
      assert.deepEqual(await tags(third), []);
      assert.equal(await count(envoy, "correlate_spoiled"), 2);
      await arrival(envoy.url("to-sidecar"), [second, ["appver-a", "v2"]]);
      await until("the ttl to pass", async () => (await tags(second)).length === 0);
      assert.ok((await count(envoy, "correlate_expired")) >= 1);
    } finally {
      await envoy.stop();
    }
  });
});

describe("where the module is no sidecar's", () => {
  let upstream: Upstream;
  before(async () => {
    upstream = await Upstream.start();
  });
  after(() => upstream?.stop());

  const sent: HeaderLine[] = [
    ["appver-a", "v2"],
    ["baggage", "appver-c=v3"],
  ];

  it("a gateway of Istio: requests pass as they are", async () => {
    const edit = (file: Sidecar) => (file.node.id = "router~10.0.0.1~gateway-1.edge~edge.svc.cluster.local");
    const envoy = await start(upstream, { ...APPVER, direction: "outbound" }, undefined, edit);
    try {
      const arrived = await arrival(envoy.url("to-app-c"), sent);
      assert.deepEqual(values(arrived, "appver-c"), []);
      assert.equal(arrived.application, "app-c-v2");
      assert.match(envoy.log, /header-propagation: .*this proxy is a gateway/);
    } finally {
      await envoy.stop();
    }
  });

  it("a waypoint: a direction must be written, else requests pass as they are", async () => {
    const edit = (file: Sidecar) =>
      (file.node.id = "waypoint~10.0.0.1~waypoint-1.shop~shop.svc.cluster.local");
    const envoy = await start(upstream, APPVER, undefined, edit);
    try {
      for (const listener of ["to-sidecar", "to-app-c"] as const) {
        const arrived = await arrival(envoy.url(listener), sent);
        assert.deepEqual(values(arrived, "baggage"), ["appver-c=v3"]);
        assert.deepEqual(values(arrived, "appver-c"), []);
      }
      assert.match(envoy.log, /header-propagation: .*direction: missing, .* of a "waypoint" do not tell it/);
      assert.ok((await count(envoy, "config_errors")) > 0);
      const outbound = JSON.stringify({ ...APPVER, direction: "outbound" });
      await envoy.update("header-propagation.yaml", propagationFile(outbound));
      for (const listener of ["to-sidecar", "to-app-c"] as const) {
        assert.deepEqual(values(await arrival(envoy.url(listener), sent), "appver-c"), ["v3"]);
      }
    } finally {
      await envoy.stop();
    }
  });

  it("listeners without a direction: requests pass as they are, unless the configuration says it", async () => {
    const edit = (file: Sidecar) =>
      file.static_resources.listeners.forEach((each) => delete each.traffic_direction);
    const envoy = await start(upstream, APPVER, undefined, edit);
    try {
      for (const listener of ["to-sidecar", "to-app-c"] as const) {
        const arrived = await arrival(envoy.url(listener), sent);
        assert.deepEqual(values(arrived, "baggage"), ["appver-c=v3"]);
        assert.deepEqual(values(arrived, "appver-c"), []);
      }
      assert.equal(await count(envoy, "undirected"), 2);
      const outbound = JSON.stringify({ ...APPVER, direction: "outbound" });
      await envoy.update("header-propagation.yaml", propagationFile(outbound));
      assert.equal((await arrival(envoy.url("to-app-c"), sent)).application, "app-c-v3");
    } finally {
      await envoy.stop();
    }
  });
});
