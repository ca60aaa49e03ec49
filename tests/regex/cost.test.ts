// What regular expressions add to the filter's module, held by a budget, and what a value costs, which is only printed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../compile.ts";
import { HOSTILE } from "./hostile.ts";
import { Regex, valid } from "./regexes.ts";

const FILTER = 'export * from "./assembly/gateway/index";';
const ADDITION = `
  import { Machine } from "./assembly/core/regex/match";
  import { compileRegex, Regex, Use } from "./assembly/core/regex/regex";
  const machine = new Machine();
  export function regex(pattern: StaticArray<u8>, use: Use): Regex {
    return compileRegex(pattern, use, machine);
  }
  export function matches(regex: Regex, value: StaticArray<u8>): i32 {
    return regex.matches(value, 0, value.length) ? machine.captureStart : machine.captureEnd;
  }`;
/** What they add, and a twentieth. */
const BUDGET = 17_000;

const COOKIE =
  "session=abcdef0123456789; theme=dark; _ga=GA1.2.1234567890.1600000000; user=tester; lang=de".repeat(3);
const WHOLE: [pattern: string, value: string][] = [
  ["on|yes", "yes"],
  ["/api/v[0-9]+/.*", "/api/v2/users/12345/orders"],
  ["^(.*?;)?(user=tester)(;.*)?$", COOKIE],
  ["(?i).*\\bTESTER\\b.*", COOKIE],
  [".{1,255}", COOKIE.slice(0, 255)],
];
const CAPTURE: [pattern: string, value: string][] = [
  ["^/tenants/([^/]+)/", "/tenants/acme/orders/12345"],
  ["(?:^|; )lang=([^;]+)", COOKIE],
  ["nothing=([^;]+)", COOKIE],
];
const LENGTH = 3000;
const TURNS = 20;

test("bytes of module", async (t) => {
  const bytes = (await compile(FILTER + ADDITION)).length - (await compile(FILTER)).length;
  t.diagnostic(`${bytes} bytes`);
  assert.ok(bytes <= BUDGET, `${bytes} bytes are above ${BUDGET}`);
});

/** Nanoseconds for a byte, the least of several turns. */
function perByte(regex: Regex, value: string, runs = false): string {
  const bytes = Buffer.byteLength(value);
  const times = Math.ceil(20_000 / bytes);
  const turns = Array.from({ length: TURNS }, () => regex.time(value, times, runs) / bytes);
  return Math.min(...turns)
    .toFixed(1)
    .padStart(8);
}

test("nanoseconds for a byte, of a table, of the machine", (t) => {
  const whole = [
    ...WHOLE,
    ...HOSTILE.map(({ pattern, value }): [string, string] => [pattern, value(LENGTH)]),
  ];
  for (const [pattern, value] of whole) {
    const regex = valid(Regex.whole(pattern));
    const table = regex.cells > 0 ? perByte(regex, value) : "       –";
    t.diagnostic(`${pattern.padEnd(42)}${table}${perByte(regex, value, true)}`);
  }
  for (const [pattern, value] of CAPTURE) {
    const regex = valid(Regex.capture(pattern));
    t.diagnostic(`${pattern.padEnd(42)}       –${perByte(regex, value)}`);
  }
});
