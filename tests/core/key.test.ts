// What a list of sources is for, and what several rules in its place would do.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { load } from "js-yaml";
import { accepted, configOf } from "./given.ts";

const USERS = 100_000;

/** The share of users whose request gets the tag header `tag`. */
function share(rules: object[], requestOf: (user: number) => Record<string, string>): number {
  const compiled = accepted(configOf(...rules));
  let tagged = 0;
  for (let user = 0; user < USERS; ++user) if ("tag" in compiled.tags(requestOf(user))) ++tagged;
  return tagged / USERS;
}

const to20Percent = { modulo: 100, tagHeader: "tag", policies: [{ range: 20, tagValue: "v2" }] };
const both = (user: number) => ({ "x-user-id": `user-${user}`, cookie: `sid=session-${user}` });
const near = (seen: number, wanted: number) =>
  assert.ok(Math.abs(seen - wanted) < 0.006, `${seen} is not ${wanted}`);

describe("users with two ids", () => {
  test("have one chance by a list of sources: 20 %", (t) => {
    const seen = share([{ ...to20Percent, key: [{ header: "x-user-id" }, { cookie: "sid" }] }], both);
    t.diagnostic(`${(100 * seen).toFixed(2)} %`);
    near(seen, 0.2);
  });

  test("and two by two rules in its place: 36 %", (t) => {
    const rules = [
      { ...to20Percent, key: [{ header: "x-user-id" }] },
      { ...to20Percent, key: [{ cookie: "sid" }] },
    ];
    const seen = share(rules, both);
    t.diagnostic(`${(100 * seen).toFixed(2)} %`);
    near(seen, 0.36);
  });
});

test("the two rules of examples/independent-experiments share a quarter of the users", (t) => {
  const file = join(import.meta.dirname, "../../examples/independent-experiments/rules.yaml");
  const rules = accepted(JSON.stringify(load(readFileSync(file, "utf8"))));
  const counts = new Map<string, number>();
  for (let user = 1; user <= USERS; ++user) {
    const got = Object.keys(rules.tags({ "x-user-id": `user-${user}` })).join("+");
    counts.set(got, (counts.get(got) ?? 0) + 1);
  }
  t.diagnostic(JSON.stringify(Object.fromEntries(counts)));
  for (const got of ["", "appver-a", "appver-b", "appver-a+appver-b"]) near(counts.get(got)! / USERS, 0.25);
});

test("pins and an override are asked before the bucket, and a kill switch strips what they would set", () => {
  const rule = {
    ...to20Percent,
    header: "x-user-id",
    overrides: [{ match: [{ headers: { "x-qa": { exact: "yes" } } }], tagValue: "v3" }],
    pins: [{ ids: ["user-7"], tagValue: "v4" }],
  };
  const killed = accepted(JSON.stringify({ enabled: false, rules: [rule] }));
  const live = accepted(configOf(rule));
  for (let user = 0; user < 1000; ++user) {
    const id = { "x-user-id": `user-${user}` };
    assert.equal(live.tags({ ...id, "x-qa": "yes" })["tag"], "v3");
    if (user === 7) assert.equal(live.tags(id)["tag"], "v4");
    assert.deepEqual(killed.tags({ ...id, "x-qa": "yes" }), {});
  }
  assert.ok(killed.owns("tag"));
});
