// Numbers mean what Number() makes of them wherever it is exact, and are whole or not by their decimal digits.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bucket, Rules } from "../../lib/core.ts";
import { accepted, configOf, linesOf, rule } from "./given.ts";
import "./seed.ts";

const MOST = 4294967295;

/** `fraction` trailing zeros, and the decimal point moved `shift` places to the left, which the exponent makes good. */
function written(
  value: number,
  shift: number,
  fraction: number,
  exponent: (power: number) => string,
): string {
  const digits = String(value);
  if (shift < 0) return `${digits}${"0".repeat(-shift)}${exponent(shift)}`;
  const padded = digits.padStart(shift + 1, "0");
  const whole = padded.slice(0, padded.length - shift);
  const rest = padded.slice(padded.length - shift) + "0".repeat(fraction);
  return `${whole}${rest === "" ? "" : `.${rest}`}${shift === 0 && fraction % 2 === 0 ? "" : exponent(shift)}`;
}

const EXPONENTS: ((power: number) => string)[] = [
  (power) => `e${power}`,
  (power) => `E${power < 0 ? "" : "+"}${power}`,
  (power) => `e${power < 0 ? "-" : ""}00${Math.abs(power)}`,
];

const values = fc.oneof(
  fc.integer({ min: 1, max: MOST }),
  fc.integer({ min: 0, max: 9 }).map((power) => 10 ** power),
  fc.constantFrom(1, 2, 9, 10, 255, 65536, 2 ** 31 - 1, 2 ** 31, MOST - 1, MOST),
);

const spellings = fc.tuple(
  values,
  fc.integer({ min: -12, max: 20 }),
  fc.nat(8),
  fc.constantFrom(...EXPONENTS),
);

const withModulo = (modulo: string, ...ranges: number[]) =>
  configOf(rule({ policies: ranges.map((range) => ({ range, tagValue: `below ${range}` })) })).replace(
    '"modulo":1',
    `"modulo":${modulo}`,
  );

test("modulo decides the bucket, however it is written", () => {
  fc.assert(
    fc.property(spellings, fc.string({ minLength: 1 }), ([value, ...how], user) => {
      const text = written(value, ...how);
      assert.equal(Number(text), value);
      const at = bucket(user, value);
      const rules = accepted(withModulo(text, ...(at > 0 ? [at] : []), at + 1));
      assert.deepEqual(rules.tags({ "x-user-id": user }), { tag: `below ${at + 1}` });
    }),
    { numRuns: 1500 },
  );
});

test("range decides who is below it, however it is written", () => {
  fc.assert(
    fc.property(spellings, fc.string({ minLength: 1 }), ([value, ...how], user) => {
      const text = written(value, ...how);
      const json = configOf(rule({ modulo: MOST })).replace('"range":1', `"range":${text}`);
      const tags = accepted(json).tags({ "x-user-id": user });
      assert.deepEqual(tags, bucket(user, MOST) < value ? { tag: "v" } : {});
    }),
    { numRuns: 1000 },
  );
});

test("any number of at most 14 digits is whole exactly when Number() is", () => {
  const numbers = fc.stringMatching(/^-?(0|[1-9]\d{0,8})(\.\d{1,5})?([eE][+-]?\d{1,2})?$/);
  const seen = { "is out of range": 0, "is not whole": 0, taken: 0 };
  fc.assert(
    fc.property(numbers, (text) => {
      const value = Number(text);
      const [error] = linesOf(Rules.parse(withModulo(text, MOST)));
      if (!Number.isInteger(value) || value < 1 || value > MOST) {
        const fault = Number.isInteger(value) ? "is out of range" : "is not whole";
        assert.equal(error, `rules[0].modulo: ${text} ${fault}; write a whole number from 1 to ${MOST}`);
        ++seen[fault];
        return;
      }
      const above = `rules[0].policies[0].range: ${MOST} is above modulo ${value}; lower it to at most ${value}`;
      assert.equal(error, value === MOST ? undefined : above);
      ++seen.taken;
    }),
    { numRuns: 5000 },
  );
  for (const count of Object.values(seen)) assert.ok(count > 100, JSON.stringify(seen));
});
