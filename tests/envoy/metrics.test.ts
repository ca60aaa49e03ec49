// What Envoy's own /stats/prometheus shows with `metrics`: labels, and counts that add up to the requests that were sent.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { load } from "js-yaml";
import { Envoy } from "../../lab/envoy.ts";
import { isNative } from "../../lab/native.ts";
import { until } from "../../lab/until.ts";
import { send } from "./client.ts";
import { SETTINGS } from "./metrics-settings.ts";
import { rulesFile } from "./plugin.ts";
import { type Sample, samples } from "./prometheus.ts";
import { Upstream, type HeaderLine } from "./upstream.ts";

const CLIENTS = 8;
const REQUESTS = 2000;
const METRIC = "hash_tagging_requests";
const WORKERS = 4;

const policies = (range: number, tagValue: string) => [{ range, tagValue }];
const rule = { header: "x-user-id", modulo: 100, tagHeader: "appver-a" };
/** Rules of several kinds; `c` is off, and the name of the last is an attack on the labels. */
const FORGING = 'x;.;rule=.=b;.;", tag_value="v9"\n# cache.tag.\\';
const configuration = (range: number, more = {}) =>
  JSON.stringify({
    rules: [
      { ...rule, name: "a", policies: policies(range, "v2.1") },
      {
        ...rule,
        name: "b",
        policies: policies(50, "v3"),
        defaultTagValue: "é/v1",
        anonymousTagValue: "guest",
      },
      { ...rule, name: "c", tagHeader: "appver-c", policies: policies(0, "v2") },
      { ...rule, name: FORGING, tagHeader: "appver-d", policies: policies(100, "cache.tag.x") },
    ],
    metrics: true,
    ...more,
  });

const USERS = ["0001", "0002", "0003", "0004", "0005", undefined];
/** Forged, as clients may. */
const lines = (user: string | undefined): HeaderLine[] => [
  ["appver-a", "v2.1"],
  ["appver-d", "forged"],
  ...(user === undefined ? [] : [["x-user-id", user] satisfies HeaderLine]),
];

const sum = (samples: Sample[]) => samples.reduce((sum, { value }) => sum + value, 0);

describe("metrics in /stats/prometheus", () => {
  let upstream: Upstream;
  let envoy: Envoy;
  const counted = async () => samples(await envoy.admin("/stats/prometheus"), METRIC);
  const gauges = async () => samples(await envoy.admin("/stats/prometheus"), "hash_tagging_config");
  const logged = () =>
    [...envoy.log.matchAll(/"hash-tagging": .*config ([0-9a-f]{8})/g)].map(([, hex]) => Number(`0x${hex}`));
  /** Sends requests side by side; the number of each user's. */
  const play = async (requests: number): Promise<Map<string | undefined, number>> => {
    const sent = new Map<string | undefined, number>();
    let left = requests;
    const client = async () => {
      while (left-- > 0) {
        const user = USERS[left % USERS.length];
        const { status } = await send(envoy.url("gateway"), lines(user));
        assert.equal(status, 200);
        sent.set(user, (sent.get(user) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));
    return sent;
  };
  let told = 0;
  /** A worker of the native module that has no request counts what it has kept when its configuration ends. */
  const tellAll = async (range: number) => {
    const same = configuration(range) + " ".repeat(++told);
    if (isNative) await envoy.update("hash-tagging.yaml", rulesFile(same));
  };
  const ofRule = (all: Sample[], name: string) => all.filter(({ labels }) => labels["rule"] === name);
  /** What a rule has counted, by reason and tag value. */
  const outcomes = (all: Sample[], name: string) =>
    Object.fromEntries(
      ofRule(all, name)
        .filter(({ value }) => value > 0)
        .map(({ labels, value }) => [`${labels["reason"]} ${labels["tag_value"] ?? "-"}`, value]),
    );

  before(async () => {
    upstream = await Upstream.start();
    envoy = await Envoy.start(
      "mesh.yaml",
      upstream.ports,
      (text, file) => {
        if (file === "live/hash-tagging.yaml") return rulesFile(configuration(10));
        return file === "mesh.yaml" ? `${text}\n${SETTINGS}` : text;
      },
      WORKERS,
    );
  });
  after(async () => {
    await envoy?.stop();
    upstream?.stop();
  });

  it("the page's settings are Envoy's", () => assert.ok(load(SETTINGS)));

  it("every series is there from the start, at 0", async () => {
    const all = await counted();
    assert.ok(all.length > 8);
    assert.equal(sum(all), 0);
    assert.ok(all.every(({ labels }) => labels["plugin"] === "hash-tagging"));
  });

  it(`the counts of each rule add up to ${REQUESTS} requests, sent to ${WORKERS} workers`, async () => {
    const sent = await play(REQUESTS);
    const of = (...users: (string | undefined)[]) =>
      users.reduce((sum, user) => sum + (sent.get(user) ?? 0), 0);
    await tellAll(10);
    await until("the counts", async () => sum(ofRule(await counted(), "a")) === REQUESTS);
    const all = await counted();
    assert.deepEqual(outcomes(all, "a"), {
      "policy v2.1": of("0005"),
      "no-range -": of("0001", "0002", "0003", "0004"),
      "no-key -": of(undefined),
    });
    assert.deepEqual(outcomes(all, "b"), {
      "not-asked -": of("0005"),
      "policy v3": of("0003", "0004"),
      "default %c3%a9%2fv1": of("0001", "0002"),
      "anonymous guest": of(undefined),
    });
    assert.deepEqual(outcomes(all, "c"), { "off -": REQUESTS });
  });

  it("a rule's name and a tag value are labels as a whole, whatever they are", async () => {
    const all = await counted();
    const names = new Set(all.map(({ labels }) => labels["rule"]));
    const escaped = [...names].find((name) => name!.startsWith("x"))!;
    assert.deepEqual([...names].sort(), ["a", "b", "c", escaped].sort());
    assert.equal(decodeURIComponent(escaped), FORGING);
    assert.ok(all.every(({ labels }) => Object.keys(labels).every((label) => LABELS.includes(label))));
    assert.deepEqual(Object.keys(outcomes(all, escaped)).sort(), ["no-key -", "policy cache%2etag%2ex"]);
  });

  it("live changes in the middle lose no request", async () => {
    const before = sum(ofRule(await counted(), "a"));
    let isDone = false;
    const requests = play(REQUESTS).finally(() => (isDone = true));
    for (let i = 0; !isDone; ++i)
      await envoy.update("hash-tagging.yaml", rulesFile(configuration(11 + (i % 80))));
    await requests;
    await tellAll(10);
    await until("the counts", async () => sum(ofRule(await counted(), "a")) === before + REQUESTS);
    for (const name of ["b", "c"]) assert.equal(sum(ofRule(await counted(), name)), before + REQUESTS);
  });

  it("the gauge is the fingerprint in the log, after good and bad configurations", async () => {
    await envoy.update("hash-tagging.yaml", rulesFile(configuration(95)));
    const [good] = await gauges();
    assert.deepEqual(good!.labels, { plugin: "hash-tagging" });
    await until("the fingerprint in the log", async () => logged().at(-1) === good!.value);
    await envoy.update("hash-tagging.yaml", rulesFile("{}"));
    assert.deepEqual(await gauges(), [good]);
    const [errors] = samples(await envoy.admin("/stats/prometheus"), "hash_tagging_config_errors");
    assert.ok(errors!.value > 0);
  });

  it("a configuration without metrics counts no more", async () => {
    await envoy.update("hash-tagging.yaml", rulesFile(configuration(96, { metrics: false })));
    const before = sum(ofRule(await counted(), "a"));
    await play(50);
    // Had the 50 been counted, they would be told with the next update, before what comes under it.
    await envoy.update("hash-tagging.yaml", rulesFile(configuration(97)));
    await play(10);
    await tellAll(97);
    await until("the counts", async () => sum(ofRule(await counted(), "a")) >= before + 10);
    assert.equal(sum(ofRule(await counted(), "a")), before + 10);
  });
});

const LABELS = ["plugin", "rule", "reason", "tag_value"];
