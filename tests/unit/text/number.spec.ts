import { FRACTION, HUGE, wholeNumber } from "../../../assembly/core/text/number";

class Spelling {
  constructor(
    readonly text: string,
    readonly value: i64,
  ) {}
}

const ZEROS = "0".repeat(400);

const WHOLE: Spelling[] = [
  new Spelling("0", 0),
  new Spelling("-0", 0),
  new Spelling("0.000", 0),
  new Spelling("-0.0e-7", 0),
  new Spelling("0e99999999999999999999", 0),
  new Spelling("7", 7),
  new Spelling("-7", -7),
  new Spelling("100", 100),
  new Spelling("100.0", 100),
  new Spelling("1e2", 100),
  new Spelling("1E2", 100),
  new Spelling("1e+2", 100),
  new Spelling("1e0000000002", 100),
  new Spelling("10000e-2", 100),
  new Spelling("0.01e4", 100),
  new Spelling("-1.5e1", -15),
  new Spelling("100200", 100200),
  new Spelling("1002.00e2", 100200),
  new Spelling("4294967295", 4294967295),
  new Spelling("4.294967295e+09", 4294967295),
  new Spelling("9.007199254740991e+15", 9007199254740991),
  new Spelling("4294967295." + ZEROS, 4294967295),
  new Spelling("0." + ZEROS + "7e401", 7),
  new Spelling("7" + ZEROS + "e-400", 7),
  new Spelling("12345678901234567800e-2", 123456789012345678),
  new Spelling("999999999999999999", 999999999999999999),
  new Spelling("-999999999999999999", -999999999999999999),
  new Spelling("1e17", 100000000000000000),
];

const TOO_LONG: Spelling[] = [
  new Spelling("1000000000000000000", HUGE),
  new Spelling("1234567890123456789", HUGE),
  new Spelling("-1234567890123456789", HUGE),
  new Spelling("1e18", HUGE),
  new Spelling("-1e18", HUGE),
  new Spelling("7" + ZEROS, HUGE),
  new Spelling("18446744073709551716", HUGE),
  new Spelling("1e4294967298", HUGE),
  new Spelling("1e99999999999999999999999999", HUGE),
];

const FRACTIONS: Spelling[] = [
  new Spelling("0.1", FRACTION),
  new Spelling("-0.5", FRACTION),
  new Spelling("10.5", FRACTION),
  new Spelling("1e-1", FRACTION),
  new Spelling("12345678901234e-2", FRACTION),
  new Spelling("100.00000000000000001", FRACTION),
  new Spelling("99.99999999999999999999", FRACTION),
  new Spelling("1234567890123456789.5", FRACTION),
  new Spelling("0." + ZEROS + "7e400", FRACTION),
  new Spelling("1e-99999999999999999999999999", FRACTION),
];

function check(spellings: Spelling[]): void {
  for (let i = 0; i < spellings.length; ++i) {
    expect(wholeNumber(spellings[i].text)).toBe(spellings[i].value, spellings[i].text);
  }
}

describe("wholeNumber", () => {
  test("reads a whole number, however it is written", () => check(WHOLE));
  test("tells a whole number of more than 18 digits", () => check(TOO_LONG));
  test("tells a fraction by its decimal digits", () => check(FRACTIONS));
});
