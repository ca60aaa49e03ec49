// What is counted with `metrics`, and when the host hears of it: never in a request.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Host } from "../emulated/host.ts";
import { config, load, rule, tagsOf, user } from "../emulated/gateway.ts";
import { linesOf } from "../emulated/request.ts";
import { configText, vectors } from "../vectors.ts";

const TICK = 500; // milliseconds
const counted = (...rules: object[]) => JSON.stringify({ ...JSON.parse(config(...rules)), metrics: true });

interface Series {
  rule: string;
  reason: string;
  tagValue?: string;
  count: number;
}

/** The series that have counted something, by the labels in their names. */
function seriesOf(host: Host): Series[] {
  return [...host.counters].flatMap(([name, count]) => {
    if (!name.endsWith(";.;hash_tagging_requests")) return [];
    const labels = Object.fromEntries(
      [...name.matchAll(/(\w+)=\.=(.*?);\.;/g)].map(([, label, value]) => [
        label,
        decodeURIComponent(value!),
      ]),
    );
    const { rule, reason, tag_value: tagValue } = labels as Record<string, string>;
    return [{ rule: rule!, reason: reason!, ...(tagValue === undefined ? {} : { tagValue }), count }];
  });
}

const sum = (series: Series[]) => series.reduce((sum, { count }) => sum + count, 0);
const ticks = (host: Host) => [...host.tickPeriods];

describe("every request of every vector is counted", () => {
  for (const group of vectors.requests) {
    const configuration = JSON.parse(configText(group)) as { rules: { name?: string; tagHeader: string }[] };
    test(group.name, () => {
      const host = load();
      const plugin = host.configure(JSON.stringify({ ...configuration, metrics: true }));
      const tags: string[] = [];
      for (const { request } of group.cases) {
        const upstream = host.request(plugin, linesOf(request));
        const named = new Set(configuration.rules.map(({ tagHeader }) => tagHeader.toLowerCase()));
        tags.push(...upstream.filter(([name]) => named.has(name)).map(([, value]) => value.toString()));
      }
      assert.deepEqual(seriesOf(host), [], "before the tick");
      host.pass(TICK);
      const series = seriesOf(host);
      const names = new Set(series.map(({ rule }) => rule));
      if (group.cases.length > 0) assert.equal(names.size, configuration.rules.length);
      for (const name of names)
        assert.equal(sum(series.filter(({ rule }) => rule === name)), group.cases.length, name);
      const yielded = series.flatMap(({ tagValue, count }) =>
        tagValue === undefined ? [] : Array.from({ length: count }, () => tagValue),
      );
      assert.deepEqual(yielded.sort(), tags.sort());
    });
  }
});

describe("what is counted", () => {
  test("by rule, reason and tag value, under names that Envoy and Istio take labels from", () => {
    const host = load();
    const odd = { ...rule("a", 10, "v1.2.0"), name: "cache.a;.;b=.=é" };
    const plugin = host.configure(counted(odd, rule("a", 50, "v3")), "istio-system.shop");
    for (const id of ["0005", "0005", "0004", "0001"]) host.request(plugin, [user(id)]);
    host.request(plugin, []);
    host.pass(TICK);
    const named = "plugin=.=istio-system%2eshop;.;rule=.=cache%2ea%3b%2e%3bb%3d%2e%3d%c3%a9;.;reason=.=";
    const other = "plugin=.=istio-system%2eshop;.;rule=.=appver-a;.;reason=.=";
    assert.deepEqual(Object.fromEntries([...host.counters].filter(([, count]) => count > 0)), {
      [`${named}policy;.;tag_value=.=v1.2.0;.;hash_tagging_requests`]: 2,
      [`${named}no-range;.;hash_tagging_requests`]: 2,
      [`${named}no-key;.;hash_tagging_requests`]: 1,
      [`${other}not-asked;.;hash_tagging_requests`]: 2,
      [`${other}policy;.;tag_value=.=v3;.;hash_tagging_requests`]: 1,
      [`${other}no-range;.;hash_tagging_requests`]: 1,
      [`${other}no-key;.;hash_tagging_requests`]: 1,
    });
  });

  test("unnamed rules of one tagHeader are numbered", () => {
    const host = load();
    const plugin = host.configure(counted(rule("a", 1, "x"), rule("a", 1, "y")));
    host.request(plugin, [user("0005")]);
    host.pass(TICK);
    assert.deepEqual(
      seriesOf(host).map(({ rule }) => rule),
      ["appver-a", "appver-a_2"],
    );
  });

  test("above 1,000 series, what each rule tags, and no more than that", () => {
    const host = load();
    const policies = Array.from({ length: 600 }, (_, i) => ({ range: i + 1, tagValue: `v${i}` }));
    const many = { header: "x-user-id", modulo: 600, tagHeader: "appver-a", policies };
    const plugin = host.configure(counted(many, { ...many, tagHeader: "appver-b" }), "shop");
    for (const id of ["0001", "0002", "0003"]) host.request(plugin, [user(id)]);
    host.request(plugin, []);
    host.pass(TICK);
    assert.deepEqual(seriesOf(host), [
      { rule: "appver-a", reason: "tagged", count: 3 },
      { rule: "appver-b", reason: "tagged", count: 3 },
    ]);
  });
});

describe("when it is told", () => {
  const everybody = counted(rule("a", 100, "v2"));
  const request = (host: Host, plugin: number) => host.request(plugin, [user("1")]);

  test("in one call for each series that has counted, on the tick", () => {
    const host = load();
    const plugin = host.configure(everybody);
    for (let i = 0; i < 1000; ++i) request(host, plugin);
    host.crossings.clear();
    host.pass(TICK);
    assert.deepEqual(Object.fromEntries(host.crossings), { proxy_on_tick: 1, proxy_increment_metric: 1 });
    host.crossings.clear();
    host.pass(TICK);
    assert.deepEqual(Object.fromEntries(host.crossings), { proxy_on_tick: 1 });
    assert.equal(sum(seriesOf(host)), 1000);
  });

  test("the host ticks twice a second while a configuration has metrics, and is asked for nothing otherwise", () => {
    const host = load();
    const plain = config(rule("a", 100, "v2"));
    const plugin = host.configure(plain);
    host.configure("{}", "refused");
    assert.equal(host.crossings.get("proxy_set_tick_period_milliseconds"), undefined);
    host.reconfigure(plugin, everybody);
    assert.deepEqual(ticks(host), [[plugin, TICK]]);
    host.reconfigure(plugin, "{}");
    assert.deepEqual(ticks(host), [[plugin, TICK]], "the last good configuration stays");
    host.reconfigure(plugin, plain);
    assert.deepEqual(ticks(host), []);
  });

  test("before a plugin has another configuration, and for one that has ended", () => {
    const host = load();
    const plugin = host.configure(everybody);
    request(host, plugin);
    host.reconfigure(plugin, config(rule("b", 100, "v2")));
    assert.equal(sum(seriesOf(host)), 1);

    const [ended, other] = [host.configure(everybody, "one"), host.configure(everybody, "two")];
    request(host, ended);
    host.close(ended);
    host.pass(TICK);
    assert.equal(sum(seriesOf(host)), 2, `the tick of ${other} is for both`);
  });

  test("for one that has ended when the next is configured, where nothing else ticks", () => {
    const host = load();
    const ended = host.configure(everybody, "one");
    request(host, ended);
    host.close(ended);
    host.configure(config(rule("b", 100, "v2")), "two");
    assert.equal(sum(seriesOf(host)), 1);
  });

  test("an update leaves the old plugin to rest, until it serves again", () => {
    const host = load();
    const old = host.configure(everybody);
    const update = host.configure(everybody);
    host.pass(TICK);
    assert.deepEqual(ticks(host), [[update, TICK]]);
    request(host, old);
    host.close(update);
    host.pass(TICK);
    assert.deepEqual(ticks(host), [
      [update, TICK],
      [old, TICK],
    ]);
    assert.equal(sum(seriesOf(host)), 1);
  });

  test("plugins of one name and one rule add up, and so do workers", () => {
    const host = load();
    const plugins = [host.configure(everybody), host.configure(everybody)];
    for (let i = 0; i < 100; ++i) for (const plugin of plugins) request(host, plugin);
    for (let i = 0; i < 3; ++i) host.pass(TICK);
    assert.equal(sum(seriesOf(host)), 200);
    assert.equal(seriesOf(host).length, 1);
  });

  test("a thousand updates define each series once", () => {
    const host = load();
    let plugin = host.configure(everybody);
    host.crossings.clear();
    for (let i = 0; i < 1000; ++i) {
      const next = host.configure(everybody);
      host.close(plugin);
      plugin = next;
    }
    assert.equal(host.crossings.get("proxy_define_metric"), undefined);
  });

  test("a host that does not tick, and one that defines nothing, tag all the same", () => {
    for (const call of [
      "proxy_set_tick_period_milliseconds",
      "proxy_define_metric",
      "proxy_increment_metric",
    ]) {
      const host = load();
      host.fail.set(call, 12);
      const plugin = host.configure(everybody);
      assert.deepEqual(tagsOf(request(host, plugin)), { "appver-a": "v2" });
      host.pass(TICK);
      assert.deepEqual(seriesOf(host), []);
    }
  });
});

describe("the gauge of what a plugin serves", () => {
  const good = (letter: string) => config(rule("a", 100, letter));
  const gauge = (host: Host, name: string) => host.gauges.get(`plugin=.=${name};.;hash_tagging_config`);
  const logged = (host: Host) => BigInt(`0x${/config ([0-9a-f]{8})$/.exec(host.logs.at(-1)!.text)![1]}`);

  test("is the fingerprint in the log, of the last good configuration after a bad one", () => {
    const host = load();
    const plugin = host.configure(good("x"), "shop");
    const first = logged(host);
    assert.equal(gauge(host, "shop"), first);
    host.reconfigure(plugin, "{}", "shop");
    assert.equal(gauge(host, "shop"), first);
    host.reconfigure(plugin, good("y"), "shop");
    assert.notEqual(gauge(host, "shop"), first);
    assert.equal(gauge(host, "shop"), logged(host));
  });

  test("is 0 where nothing is served", () => {
    const host = load();
    host.configure("{}", "shop");
    assert.equal(gauge(host, "shop"), 0n);
  });

  test("follows a configuration that comes back without a word", () => {
    const host = load();
    const a = host.configure(good("a"), "shop");
    const first = gauge(host, "shop");
    host.configure(good("b"), "shop");
    host.request(a, [user("1")]);
    assert.equal(gauge(host, "shop"), first);
  });

  test("is one for each plugin", () => {
    const host = load();
    host.configure(good("a"), "one");
    host.configure(good("b"), "two");
    assert.notEqual(gauge(host, "one"), gauge(host, "two"));
  });
});
