// The module's own part in a schedule: when it asks the host to tick, and what it makes of the host's clock.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { CASES, JOB } from "../../bench/cases.ts";
import { configOf, ruleOf } from "../core/given.ts";
import { Host, type Line } from "../emulated/host.ts";
import { buildTraced, TracingHost } from "../emulated/traced.ts";

const MODULE = readFileSync(new URL("../../build/hash-tagging.wasm", import.meta.url));
const SECOND = 1_000_000_000n;
const START = 1_700_000_000n;

const timeOf = (second: number) => new Date(1000 * (Number(START) + second)).toISOString();

/** Everybody has the tag from `second` on. */
const from = (second: number, tagValue = "v2") =>
  configOf(ruleOf({ policies: [{ schedule: [{ at: timeOf(second), range: 1 }], tagValue }] }));

function hostAt(second: bigint, shared?: ConstructorParameters<typeof Host>[1]): Host {
  const host = new Host(MODULE, shared);
  host.now = (START + second) * SECOND;
  return host;
}

const tagOf = (host: Host, plugin: number) =>
  host
    .request(plugin, [["x-user-id", Buffer.from("0005")]])
    .find(([name]) => name === "tag")?.[1]
    .toString();

describe("the clock of a schedule", () => {
  test("is looked at when a plugin is configured, and on each tick", () => {
    const host = hostAt(0n);
    const plugin = host.configure(from(2), "p");
    assert.deepEqual([...host.tickPeriods], [[plugin, 500]]);
    const tags = [1500, 500, 500].map((milliseconds) => {
      host.pass(milliseconds);
      return tagOf(host, plugin);
    });
    assert.deepEqual(tags, [undefined, "v2", "v2"]);
    assert.equal(tagOf(host, host.configure(from(2), "late")), "v2");
  });

  test("is asked for nothing by a configuration without a schedule, or one that is off", () => {
    const host = hostAt(0n);
    for (const configuration of [JOB, from(2).replace("{", '{"enabled":false,')]) {
      host.crossings.clear();
      host.configure(configuration, "p");
      for (const call of ["proxy_set_tick_period_milliseconds", "proxy_get_current_time_nanoseconds"])
        assert.equal(host.crossings.get(call), undefined, call);
    }
  });

  test("costs a request nothing", () => {
    const crossings = (job: string) => {
      const host = hostAt(0n);
      const plugin = host.configure(job, "p");
      host.crossings.clear();
      const lines = Object.entries(CASES.tagged).map(([name, value]): Line => [name, Buffer.from(value)]);
      host.request(plugin, lines);
      return Object.fromEntries(host.crossings);
    };
    const scheduled = JOB.replaceAll(/"range":(\d+)/g, `"schedule":[{"at":"${timeOf(-1)}","range":$1}]`);
    assert.notEqual(scheduled, JOB);
    assert.deepEqual(crossings(scheduled), crossings(JOB));
  });

  test("may be set back, and the ranges follow it; what it cannot tell changes nothing", () => {
    const host = hostAt(5n);
    const plugin = host.configure(from(2), "p");
    assert.equal(tagOf(host, plugin), "v2");
    host.now = START * SECOND;
    host.pass(500);
    assert.equal(tagOf(host, plugin), undefined);
    host.fail.set("proxy_get_current_time_nanoseconds", 12);
    host.pass(5000);
    assert.equal(tagOf(host, plugin), undefined);
    host.fail.clear();
    host.pass(500);
    assert.equal(tagOf(host, plugin), "v2");
  });

  test("goes on for the last good configuration, after a bad one", () => {
    const host = hostAt(0n);
    const plugin = host.configure(from(2), "p");
    const bad = host.configure("{", "p");
    host.pass(500);
    assert.deepEqual([tagOf(host, plugin), tagOf(host, bad)], [undefined, undefined]);
    host.pass(2000);
    assert.equal(tagOf(host, bad), "v2");
    const later = hostAt(9n, host.shared);
    assert.equal(tagOf(later, later.configure("{", "p")), "v2");
  });

  test("makes the module allocate nothing", () => {
    const host = new TracingHost(buildTraced("assembly/gateway/index.ts", "filter"));
    host.now = START * SECOND;
    const plugin = host.configure(from(2000), "p");
    assert.ok(host.acts > 0, "or this test would see nothing");
    const before = host.acts;
    for (let i = 0; i < 10_000; ++i) host.pass(500);
    assert.equal(host.acts, before);
    assert.equal(tagOf(host, plugin), "v2");
  });

  test("moves the most schedules that a configuration can have in a few milliseconds", (t) => {
    const entry = { at: timeOf(1), range: 9 };
    const policies = Array.from({ length: 1000 }, () => ({ schedule: [entry], tagValue: "v" }));
    const rules = Array.from({ length: 10 }, (_, i) =>
      ruleOf({ policies }, { modulo: 10, tagHeader: `t${i}` }),
    );
    const host = hostAt(0n);
    const plugin = host.configure(configOf(...rules), "p");
    assert.deepEqual([...host.tickPeriods.keys()], [plugin], "it was refused");
    const before = process.cpuUsage();
    for (let i = 0; i < 100; ++i) host.pass(500);
    const { user, system } = process.cpuUsage(before);
    const each = (user + system) / 100;
    t.diagnostic(`10,000 schedules: ${each.toFixed(0)} µs of processor time a tick`);
    assert.ok(each < 10_000, `${each} µs`);
  });

  test("belongs to each plugin of one VM", () => {
    const host = hostAt(0n);
    const [early, late] = [host.configure(from(1, "a"), "early"), host.configure(from(3, "b"), "late")];
    const tags = [1000, 1000, 1000].map((milliseconds) => {
      host.pass(milliseconds);
      return [tagOf(host, early), tagOf(host, late)];
    });
    assert.deepEqual(tags, [
      ["a", undefined],
      ["a", undefined],
      ["a", "b"],
    ]);
  });
});
