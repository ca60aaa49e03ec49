import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { load } from "js-yaml";
import { accepted, configOf, linesOf, rule, ruleOf } from "./given.ts";
import { Rules } from "../../lib/core.ts";

const PAGE = readFileSync(join(import.meta.dirname, "../../docs/coming-from.md"), "utf8");
const blocks = [...PAGE.matchAll(/^```yaml\n(.*?)^```$/gms)].map(
  ([, text]) => load(text!) as { rules?: unknown[]; spec?: { pluginConfig?: { rules: unknown[] } } },
);
const configs = blocks.map(({ rules, spec }) => (rules ? { rules } : spec?.pluginConfig)).filter(Boolean);

const USERS = Array.from({ length: 10_000 }, (_, i) => ({ "x-user-id": `user-${i}` }));

describe("the page for those who come from elsewhere", () => {
  test("the core accepts the rules in it", () => {
    assert.equal(configs.length, 2);
    for (const config of configs) accepted(JSON.stringify(config));
  });

  test("ASM's file tags the articles' users as there", () => {
    const asm = accepted(JSON.stringify(configs[0]));
    const tagged = (...users: string[]) => users.map((user) => asm.tags({ "x-user-id": user }));
    assert.deepEqual(tagged("0001", "0004", "0005"), [
      {},
      { "appver-c": "v3" },
      { "appver-a": "v2", "appver-b": "v2", "appver-c": "v3" },
    ]);
  });

  test("a match that is not written as here is refused by name", () => {
    const [error] = linesOf(Rules.parse(configOf({ ...rule(), match: [{ hosts: ["shop.example"] }] })));
    assert.match(error!, /^rules\[0\]\.match\[0\]\.hosts: unknown field; the fields here are authority, /);
  });

  test("ASM's partitionedPolicies of 10, 30 and 60 are the ranges 10, 40 and 100", () => {
    const [weights, ranges] = [
      [10, 30, 60].map((weight) => ({ weight, tagValue: `${weight}` })),
      [10, 40, 100].map((range, i) => ({ range, tagValue: `${[10, 30, 60][i]}` })),
    ];
    const weighted = accepted(configOf(ruleOf({ partitionedPolicies: weights }, { modulo: 100 })));
    const ranged = accepted(configOf(rule({ modulo: 100, policies: ranges })));
    for (const user of USERS) assert.deepEqual(weighted.tags(user), ranged.tags(user));
  });

  test("a debug of another form is refused with what to write", () => {
    const [error] = linesOf(Rules.parse(JSON.stringify({ rules: [], debug: true })));
    assert.equal(error, "debug: this is not an object; write its fields header, token");
  });

  test("about a tenth of Higress's first 10 % are in the first 10 % here", () => {
    const here = accepted(JSON.stringify(configs[1]));
    const inHigress = USERS.filter((user) => {
      const digest = createHash("sha256").update(user["x-user-id"]).digest();
      return digest.readBigUInt64BE() % 100n < 10n;
    });
    const inBoth = inHigress.filter((user) => here.tags(user)["x-mse-tag"] === "gray");
    assert.ok(Math.abs(inHigress.length / USERS.length - 0.1) < 0.01);
    assert.ok(Math.abs(inBoth.length / inHigress.length - 0.1) < 0.03, `${inBoth.length}`);
  });

  test("every user has one of Higress's two tags, and a request without an id the default", () => {
    const here = accepted(JSON.stringify(configs[1]));
    assert.deepEqual(new Set(USERS.map((user) => here.tags(user)["x-mse-tag"])), new Set(["gray", "base"]));
    assert.deepEqual(here.tags({}), { "x-mse-tag": "base" });
  });
});
