import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { FAULTS } from "./faults.ts";
import { Tally } from "./load.ts";
import { differences, page, surprises } from "./page.ts";

const committed = readFileSync(new URL("../../../RELIABILITY.md", import.meta.url), "utf8");
const [killed] = FAULTS.filter(({ fault }) => fault.startsWith("Envoy is killed"));

describe("RELIABILITY.md", () => {
  it("has a row for each fault that is played, in the code's words", () => {
    assert.deepEqual(differences(committed, FAULTS), []);
  });

  it("has other words where the outcome is another", () => {
    const rows = FAULTS.map((fault) => [fault, { tally: new Tally(), seconds: 0.1, seen: "" }] as const);
    const text = page(
      rows.map(([fault, measured]) => [fault, measured]),
      "",
    );
    assert.deepEqual(differences(text, FAULTS), []);
    assert.equal(differences(text.replace("none of", "some of"), FAULTS).length, 1);
    assert.equal(differences(text, FAULTS.slice(1)).length, FAULTS.length);
  });

  it("is refused by who measures it where a fault comes to something else", () => {
    const tally = Object.assign(new Tally(), { sent: 10, right: 8, lost: 1, mistagged: 1 });
    assert.deepEqual(surprises(killed!, { tally, seconds: 0, seen: "" }), [
      `${killed!.fault}: mistagged is 1 of 10, not none`,
      `${killed!.fault}: nothing like ${killed!.sign} to be seen`,
    ]);
  });
});
