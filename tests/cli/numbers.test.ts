import assert from "node:assert/strict";
import { test } from "node:test";
import { manifest, refused, RULES } from "./command.ts";

const numbers: [string, string | RegExp][] = [
  [".inf", ".inf is not a number that JSON has"],
  ["-.Inf", "-.Inf is not a number that JSON has"],
  [".NaN", ".NaN is not a number that JSON has"],
  ["-0", "-0 has a sign; write 0"],
  ["-0.0e3", "-0.0e3 has a sign; write 0"],
  ["0100", "0100 is octal to some YAML readers; write it without the leading zero"],
  [".5", /^0\.5 is not whole; /],
  ["-.5e1", /^-0\.5e1 is out of range; /],
  ["9007199254740993", /^9007199254740993 is out of range; /],
  ["100.00000000000000000001", /^100\.00000000000000000001 is not whole; /],
  ["1e-400", /^1e-400 is not whole; /],
  ["1e400", /^"1e400" is not a number; /],
  ["1_000", /^"1_000" is not a number; /],
  ["0x1FFFFFFFF", /^8589934591 is out of range; /],
  ["!!int -0x10", /^-16 is out of range; /],
  ["2024-01-01", /^"2024-01-01" is not a number; /],
  ["yes", /^"yes" is not a number; /],
  ['"\\ud800"', "half a surrogate pair, which is no character; remove it"],
];
for (const [number, message] of numbers) {
  test(`nothing is rounded or changed: modulo ${number}`, async () => {
    const { status, stderr } = await manifest(RULES.replace("modulo: 100", `modulo: ${number}`));
    assert.equal(status, 2);
    const [, found] = /^<stdin>:3:(?:13|19): rules\[0\]\.modulo: (.*)$/m.exec(stderr) ?? [];
    if (typeof message === "string") assert.equal(found, message);
    else assert.match(found ?? stderr, message);
  });
}

test("a number for a tag value is shown as it was written", async () => {
  const outcome = manifest(RULES.replace("v2", "1.10"));
  await refused(
    outcome,
    /^<stdin>:5:39: rules\[0\]\.policies\[0\]\.tagValue: 1\.10 is not a string; .*"1\.10"$/,
  );
});
