// What a value can cost at most, whatever it is: time by its length, and no room.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import "../core/seed.ts";
import { HOSTILE } from "./hostile.ts";
import { expression, value } from "./pairs.ts";
import { collect, memory, Regex, ROOM, valid } from "./regexes.ts";

const LENGTHS = [100, 1000, 10_000, 100_000];
/** Looks at each instruction that a byte may cost. */
const LOOKS = 2;

const bound = ({ size }: Regex, bytes: number) => LOOKS * size * (bytes + 1);

describe("steps are at most 2 × instructions × (bytes + 1), and grow no faster than the value", () => {
  for (const { pattern, value } of HOSTILE) {
    test(pattern, (t) => {
      for (const regex of [valid(Regex.whole(pattern)), Regex.capture(pattern)]) {
        if (regex.fault !== "") continue;
        const perByte = LENGTHS.map((length) => regex.steps(value(length)) / length);
        LENGTHS.forEach((length, i) => assert.ok(perByte[i]! * length <= bound(regex, length)));
        assert.ok(perByte.at(-1)! <= perByte[1]! * 1.25, perByte.join(", "));
        const table = regex.cells > 0 ? `a table of ${regex.cells} cells` : "no table";
        t.diagnostic(
          `${regex.size} instructions, ${table}; steps a byte: ${perByte.map(Math.round).join(", ")}`,
        );
      }
    });
  }

  test("of generated expressions too", () => {
    fc.assert(
      fc.property(expression, value, (pattern, value) => {
        for (const regex of [Regex.whole(pattern), Regex.capture(pattern)]) {
          assert.ok(regex.steps(value) <= bound(regex, Buffer.byteLength(value)));
          regex.free();
        }
        collect();
      }),
      { numRuns: 1000 },
    );
  });
});

test("whatever bytes an expression and a value are, nothing traps", () => {
  const start = fc
    .constantFrom("", "[", "\\", "(?", "(?i)", "a{", "[[:", "\\x{", "\\Q")
    .map((text) => Buffer.from(text));
  const bytes = fc.uint8Array({ maxLength: 20 });
  fc.assert(
    fc.property(start, bytes, bytes, (start, rest, value) => {
      for (const regex of [
        Regex.whole(Buffer.concat([start, rest])),
        Regex.capture(Buffer.concat([start, rest])),
      ]) {
        assert.equal(regex.matches(value), regex.runs(value));
        regex.free();
      }
      collect();
    }),
    { numRuns: 5000 },
  );
});

describe("room", () => {
  test("matching allocates nothing", () => {
    const regexes = HOSTILE.map(({ pattern }) => valid(Regex.whole(pattern)));
    const search = valid(Regex.capture("(?:^|; *)lang=([^;]+)"));
    const before = memory();
    for (let i = 0; i < 20_000; ++i) {
      for (const regex of regexes) regex.matches("aaaa");
      search.find("theme=dark; lang=de");
    }
    regexes.forEach((regex, i) => regex.runs(HOSTILE[i]!.value(ROOM / 8)));
    assert.equal(memory(), before);
  });

  test("a program has at most 3000 instructions", () => {
    assert.equal(valid(Regex.whole("a{1000}a{1000}a{996}")).size, 3000);
    assert.match(Regex.whole("a{1000}a{1000}a{997}").fault, /^needs more than 3000 instructions; /);
  });

  test("a table has at most 8192 cells; where it would need more, the machine answers", () => {
    // Whether the character so far from the end is an a: with every step the table doubles.
    const tables = Array.from({ length: 12 }, (_, i) => valid(Regex.whole(`[ab]*a[ab]{${i}}`)));
    assert.deepEqual(
      tables.map(({ cells }) => cells),
      [24, 36, 60, 108, 204, 396, 780, 1548, 3084, 6156, 0, 0],
    );
    const value = "abbabbababab";
    tables.forEach((table, i) => assert.equal(table.matches(value), value.at(-1 - i) === "a"));
  });
});
