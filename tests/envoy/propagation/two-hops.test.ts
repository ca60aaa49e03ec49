import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Envoy } from "../../../lab/envoy.ts";
import { until } from "../../../lab/until.ts";
import { App, only } from "../app.ts";
import { arrival, values } from "../client.ts";
import { Upstream, type Arrival, type HeaderLine } from "../upstream.ts";
import { APPVER, TRACE, propagationFile, start, count } from "./lab.ts";

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
