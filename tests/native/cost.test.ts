// What a request costs on the native module. `make native-cost` writes it down.
import assert from "node:assert/strict";
import { it } from "node:test";
import { type Case, CASE_NAMES } from "../../bench/cases.ts";
import { costOf, REFUSED } from "./cost.ts";
import { BUILT, compileHost } from "./player.ts";

/** Of Envoy: one for the worker's number, one for each header that is read or written, one for the route. */
const CALLS: Record<Case, number> = { tagged: 6, untagged: 5, missing: 5, forged: 7 };

/** A tenth above what gcc 12 makes of it. */
const MOST_INSTRUCTIONS = 2_100;

it(
  "a request costs the calls of Envoy that it must, and no more instructions than it did",
  { skip: REFUSED ?? false },
  () => {
    const program = compileHost("cost");
    for (const name of CASE_NAMES) {
      const { module, calls } = costOf(program, BUILT, name);
      assert.equal(calls, CALLS[name], name);
      assert.ok(module > 0 && module <= MOST_INSTRUCTIONS, `${name}: ${module} instructions`);
    }
  },
);
