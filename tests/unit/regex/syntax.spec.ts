import { MAX_PATTERN, Syntax } from "../../../assembly/core/regex/syntax";
import { bytes } from "../given";
import { captured, faultOf, matches } from "./given";

/** Each expression with the value that it must match as a whole. */
function expectMatches(rows: string[][]): void {
  for (let i = 0; i < rows.length; ++i) {
    expect(matches(rows[i][0], rows[i][1])).toBe(true, rows[i][0]);
  }
}

/** Each expression with a value that it must not match. */
function expectNone(rows: string[][]): void {
  for (let i = 0; i < rows.length; ++i) {
    expect(matches(rows[i][0], rows[i][1])).toBe(false, rows[i][0]);
  }
}

/** Each expression with what is wrong with it. */
function expectFaults(rows: string[][]): void {
  for (let i = 0; i < rows.length; ++i) expect(faultOf(rows[i][0])).toBe(rows[i][1], rows[i][0]);
}

/** Expressions that are all refused in these words. */
function expectFault(patterns: string[], words: string): void {
  for (let i = 0; i < patterns.length; ++i) {
    expect(faultOf(patterns[i]).includes(words)).toBe(true, patterns[i]);
  }
}

describe("characters", () => {
  test("stand for themselves, in UTF-8", () => {
    expectMatches([
      ["", ""],
      ["aé中😀", "aé中😀"],
      ["a{", "a{"],
      ["a{,2}", "a{,2}"],
      ["a{2,b}", "a{2,b}"],
      ["a{2", "a{2"],
      ["a{02}", "a{02}"],
      ["a{1000000000}", "a{1000000000}"],
      ["]}", "]}"],
      ["\\Qa.*\\E.", "a.*b"],
      ["\\Qa.*", "a.*"],
    ]);
  });

  test("have escapes", () => {
    expectMatches([
      ["\\a\\f\\n\\r\\t\\v", "\x07\f\n\r\t\v"],
      ["\\.\\_\\\\\\/", "._\\/"],
      ["\\x41\\xe9\\x{4e2D}\\x{1F600}\\x{00000041}", "Aé中😀A"],
      ["\\0\\01\\012\\141\\0600", "\0\x01\na00"],
    ]);
    expectFaults([
      ["a\\", '"\\\\" at byte 1 is cut short; write \\\\ for a backslash'],
      ["\\1", '"\\\\1" at byte 0 is a back-reference, which RE2 does not have; write the text itself'],
      [
        "\\y",
        '"\\\\y" at byte 0 is no escape here; there are \\d \\w \\s \\b \\z \\n \\x41 and others, and \\\\ for a backslash',
      ],
    ]);
    const wrong = ["\\x", "\\x4", "\\xg", "\\x{}", "\\x{41", "\\x{4g}", "\\x{110000}"];
    expectFault(wrong, "is no character; write one, as in \\x41 or \\x{1F600}");
    const classes = ["\\pL", "\\p{Han}", "\\P{^Greek}", "\\p", "\\p{Han"];
    expectFault(classes, "is a class of Unicode; write its ranges, as in");
  });
});

describe("sets", () => {
  test("are written as a dot, by name or in brackets", () => {
    expectMatches([
      [".", "é"],
      ["(?s).", "\n"],
      ["\\d\\w\\s\\D\\W\\S", "0_ a-é"],
      ["[a-c][^a-c][]a][^]a][a-][-a]", "bd]b--"],
      ["[a-c-e][\\d-z][\\]]", "--]"],
      ["[é-中][^é]", "€\n"],
      ["[[:alpha:]_][[:^alpha:]][[:word:]]", "_1_"],
      ["[[.:a]", "["],
      ["[[:a]", ":"],
      ["[\\w-]", "-"],
    ]);
    expectNone([
      [".", "\n"],
      ["\\s", "\v"],
      ["[^a]", "a"],
      ["[a-c-e]", "d"],
      ["[^\\x00-\\x{10FFFF}]", "a"],
      ["[[:punct:]]", "a"],
    ]);
    expectFaults([
      ["[]", '"[]" at byte 0 is not closed; add a ]'],
      ["a[b", '"[b" at byte 1 is not closed; add a ]'],
      ["[c-a]", '"c-a" at byte 1 runs backwards; swap its ends'],
      ["[[:foo:]]", '"[:foo:]" at byte 1 is no class; write one such as [:alpha:]'],
    ]);
    expectFault(["[a-\\d]"], "is no escape here");
  });
});

describe("groups", () => {
  test("capture or not, and have names and flags", () => {
    expectMatches([
      ["(a)(?:b)(?P<c>c)(?<d1>d)", "abcd"],
      ["a|b|", ""],
      ["(?i)aB(?-i)c|D", "AbcD".substring(3)],
      ["(?i:a)b", "Ab"],
      ["(?i-s:k)", "\u212a"],
      ["(?i)[^k]", "s"],
      ["(?i)\\w", "ſ"],
      ["(?m)^a$\\n^b$", "a\nb"],
      ["(?s-s)(?:)()", ""],
    ]);
    expectNone([
      ["(?i:a)b", "AB"],
      ["(?i)[^k]", "\u212a"],
      ["(?i)\\W", "ſ"],
      ["^a$\\n^b$", "a\nb"],
    ]);
    expect(captured("(?U)(a+)", "aa")).toBe("a");
    expect(captured("(?U)(a+?)", "aa")).toBe("aa");
    expect(captured("(?U:(a+))", "aa")).toBe("a");
    expectFaults([
      ["(a", '"(a" at byte 0 is not closed; add a )'],
      ["a)", '")" at byte 1 closes nothing; remove it, or write \\)'],
    ]);
    const lookAround = ["(?=a)", "(?!a)", "(?<=a)", "(?<!a)"];
    expectFault(lookAround, "is look-around, which RE2 does not have");
    const names = ["(?P<>a)", "(?<a b>c)", "(?P<a"];
    expectFault(names, "has no name of letters, digits and _");
    const heads = ["(?", "(?x)", "(?i", "(?-)", "(?i-)", "(?--i)", "(?P=a)"];
    expectFault(heads, "is no group here; write (?: ) or flags of i, m, s and U");
  });

  test("fold ASCII, and refuse what has cases outside", () => {
    const cased = ["(?i)é", "(?i)[à-ü]", "(?i)\\x{e9}", "(?i)\\Qé\\E"];
    expectFault(cased, "has cases outside ASCII; write them all");
    expect(matches("(?i)中a", "中A")).toBe(true);
  });
});

describe("repeats", () => {
  test("are greedy or lazy, and counted", () => {
    expectMatches([
      ["a*b+c?", "bb"],
      ["a{2}b{1,}c{0,2}", "aabbcc"],
      ["a{0}b{0,}", "b"],
      ["a*?b+?c??d{2}?", "aabdd"],
      ["(?:a*)*(?:b|c*)+", "aabcc"],
      ["^*$*", ""],
      ["a(?i)*", "aa"],
    ]);
    expectNone([
      ["a{2}", "aaa"],
      ["a{2,3}", "a"],
      ["a{0}", "a"],
    ]);
    expectFaults([
      ["a|*", '"*" at byte 2 repeats nothing; write a backslash before it for the character'],
      ["a*{2}", '"*{2}" at byte 1 repeats a repeat; put the first in (?: )'],
      ["a{3,2}", '"{3,2}" at byte 1 has its least above its most; swap them'],
      ["a{1001}", '"{1001}" at byte 1 makes more than 1000 copies; repeat less'],
      ["(a{100}){11}", '"{11}" at byte 8 makes more than 1000 copies; repeat less'],
      ["(?:(?:){1000}){4294968}", '"{4294968}" at byte 14 makes more than 1000 copies; repeat less'],
    ]);
  });
});

describe("limits", () => {
  test("of length and depth", () => {
    expectFault(["a".repeat(MAX_PATTERN)], "needs more than 3000 instructions");
    expect(faultOf("a".repeat(MAX_PATTERN + 1))).toBe("is longer than 4096 bytes; shorten it");
    expect(faultOf("(".repeat(50) + ")".repeat(50))).toBe("");
    expect(faultOf("(".repeat(51) + ")".repeat(51))).toBe(
      '"(" at byte 50 is a group within 50 others; write fewer',
    );
  });

  test("of bytes: UTF-8 alone", () => {
    const syntax = new Syntax([0x61, 0xff]);
    syntax.read();
    expect(syntax.fault).toBe("is not UTF-8; write it in UTF-8");
  });
});
