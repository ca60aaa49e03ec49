import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { accepted, configOf, rule } from "./given.ts";

const salted = { salt: "s", modulo: 10_000 };

/** id and path of each. */
const adviceOn = (...rules: object[]) =>
  accepted(configOf(...rules)).advice.map(({ id, path }) => `${id} ${path}`);

describe("advice", () => {
  test("none on a salted rule of a fine modulo", () => assert.deepEqual(adviceOn(rule(salted)), []));

  test("a key that does not stay one user's, also as a part, but not where a capture takes the id out", () => {
    const key = [
      { all: [{ header: "X-Forwarded-For" }, { header: "x-tenant" }] },
      { header: "authorization", capture: "Key (.+)" },
      { header: "User-Agent" },
    ];
    assert.deepEqual(adviceOn({ ...rule(salted), header: undefined, key }), [
      "nobodys-key rules[0].key[0].all[0].header",
      "nobodys-key rules[0].key[2].header",
    ]);
  });

  test("a modulo that is coarse, uneven, or even without a salt", () => {
    assert.deepEqual(adviceOn(rule({ ...salted, modulo: 100 })), ["coarse-modulo rules[0].modulo"]);
    assert.deepEqual(adviceOn(rule({ ...salted, modulo: 1 })), []);
    assert.deepEqual(adviceOn(rule({ ...salted, modulo: 100_000_000 })), []);
    assert.deepEqual(adviceOn(rule({ ...salted, modulo: 100_000_001 })), ["uneven-modulo rules[0].modulo"]);
    assert.deepEqual(adviceOn(rule({ modulo: 10_000 })), ["check-digits rules[0].modulo"]);
    assert.deepEqual(adviceOn(rule({ modulo: 1001 })), []);
    assert.deepEqual(adviceOn({ ...rule(), modulo: undefined, hash: { unleash: { groupId: "g" } } }), []);
  });

  test("rules that have their users in common", () => {
    const [one, other] = [rule({ modulo: 1001 }), rule({ modulo: 2002, tagHeader: "other" })];
    assert.deepEqual(adviceOn(one, other), ["check-digits rules[1].modulo", "nested-rules rules[1]"]);
    assert.deepEqual(adviceOn(one, { ...other, modulo: 1003 }), []);
    assert.deepEqual(adviceOn(one, { ...other, salt: "s" }), []);
    assert.deepEqual(adviceOn(one, { ...other, modulo: 1001, header: "x-tenant" }), []);
    assert.deepEqual(adviceOn({ ...one, enabled: false }, { ...other, modulo: 1001 }), []);
  });

  test("a rule that can never yield", () => {
    const first = rule({ ...salted, defaultTagValue: "d" });
    const second = rule({ ...salted, salt: "t" });
    assert.deepEqual(adviceOn(first, second), ["never-yields rules[1]"]);
    assert.deepEqual(adviceOn({ ...first, anonymousTagValue: "a" }, { ...second, header: "x" }), [
      "never-yields rules[1]",
    ]);
    assert.deepEqual(adviceOn(first, { ...second, header: "x" }), []);
    assert.deepEqual(adviceOn(first, { ...second, anonymousTagValue: "a" }), []);
    assert.deepEqual(adviceOn(first, { ...second, tagHeader: "other" }), []);
    const match = [{ method: { exact: "GET" } }];
    assert.deepEqual(adviceOn({ ...first, match }, second), []);
    assert.deepEqual(adviceOn({ ...first, unless: match }, second), []);
    const overrides = [{ match, tagValue: "o" }];
    assert.deepEqual(adviceOn(first, { ...second, overrides }), []);
  });

  test("each has a row in docs/rules.md", () => {
    const page = readFileSync(new URL("../../docs/rules.md", import.meta.url), "utf8");
    const source = readFileSync(new URL("../../assembly/core/advice.ts", import.meta.url), "utf8");
    const ids = [...source.matchAll(/new Finding\("([a-z-]+)"/g)].map(([, id]) => id);
    assert.equal(ids.length, 6);
    for (const id of ids) assert.match(page, new RegExp(`^\\| \`${id}\` +\\|`, "m"));
  });
});
