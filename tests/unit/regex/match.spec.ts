import { MAX_INSTRUCTIONS } from "../../../assembly/core/regex/program";
import { Machine } from "../../../assembly/core/regex/match";
import { compileRegex, Use } from "../../../assembly/core/regex/regex";
import { bytes } from "../given";
import { captured, matches } from "./given";

/** Whether bytes that may be no text match as a whole. */
function takes(pattern: string, value: StaticArray<u8>): bool {
  const regex = compileRegex(bytes(pattern), Use.Whole, new Machine());
  return regex.matches(value, 0, value.length);
}

describe("a whole value", () => {
  test("matches from its first byte to its last", () => {
    expect(matches("on|yes", "yes")).toBe(true);
    expect(matches("on|yes", "no")).toBe(false);
    expect(matches("a|ab", "ab")).toBe(true);
    const tester = "^(.*?;)?(user=tester)(;.*)?$";
    expect(matches(tester, "a=b;user=tester;c=d")).toBe(true);
    expect(matches(tester, "user=tester2")).toBe(false);
  });

  test("is looked at from start to end only", () => {
    const machine = new Machine();
    const regex = compileRegex(bytes("^\\bab\\b$"), Use.Whole, machine);
    const value = bytes("xabx");
    expect(regex.matches(value, 1, 3)).toBe(true);
    expect(machine.run(regex.program, value, 1, 3)).toBe(true);
    expect(regex.matches(value, 0, 3)).toBe(false);
    expect(regex.matches(value, 2, 2)).toBe(false);
  });

  test("may ask for places", () => {
    expect(matches("\\Aa\\b.\\bb\\B.*\\z", "a-b\n".substring(0, 3) + "c")).toBe(true);
    expect(matches("a\\Bb", "ab")).toBe(true);
    expect(matches("a\\bb", "ab")).toBe(false);
    expect(matches("(?m)(?:^a$\\n?)+", "a\na\n")).toBe(true);
    expect(matches("(?m)(?:^a$.?)+", "aa")).toBe(false);
  });

  test("is bytes: those of no character match nothing", () => {
    expect(takes(".", [0xff])).toBe(false);
    expect(takes(".", [0xc3])).toBe(false);
    expect(takes("é", [0xc3, 0xa9])).toBe(true);
    // As RE2 has it: what begins with E0 or F0 and is too long for its character is any character, but no other.
    expect(takes("[^a]", [0xe0, 0x80, 0x80])).toBe(true);
    expect(takes("[^é]", [0xe0, 0x80, 0x80])).toBe(false);
    expect(takes("\\x{d800}", [0xed, 0xa0, 0x80])).toBe(true);
  });

  test("may be answered by the machine alone, where a table would be too large", () => {
    const machine = new Machine();
    const twoToThe = compileRegex(bytes("[ab]*a[ab]{12}"), Use.Whole, machine);
    expect(twoToThe.automaton === null).toBe(true);
    const value = bytes("ababababababab");
    expect(twoToThe.matches(value, 0, 13)).toBe(true);
    expect(twoToThe.matches(value, 1, 14)).toBe(false);
    const work = compileRegex(bytes(".{1,255}"), Use.Whole, machine);
    expect(work.automaton === null).toBe(true);
    const small = compileRegex(bytes("on|yes"), Use.Whole, machine);
    expect(small.automaton!.size).toBe(72);
  });
});

describe("a capture", () => {
  test("is what the group takes of the first match", () => {
    expect(captured("user=([^;]*)", "a;user=b;user=c")).toBe("b");
    expect(captured("user=([^;]*)", "a;user=;")).toBe("");
    expect(captured("user=([^;]*)", "a;b")).toBe("none");
    expect(captured("(a)|b", "cb")).toBe("-");
    expect(captured("^a(.)", "ba")).toBe("none");
    expect(captured("(?:^|;)a(.)", "ca1;a2")).toBe("2");
    expect(captured("a*(b?)$", "aab")).toBe("b");
    expect(captured("(|a)*", "aa")).toBe("");
    expect(captured("(a??)b", "aab")).toBe("a");
    expect(captured("(a|ab)(?:c|bcd)", "abcd")).toBe("a");
    expect(captured("\\b(\\w)", "é x")).toBe("x");
  });
});

describe("compileRegex", () => {
  test("refuses captures without a group, and with several", () => {
    const machine = new Machine();
    expect(compileRegex(bytes("(?:a)"), Use.Capture, machine).fault).toBe(
      "has no group; put ( ) around what to take",
    );
    expect(compileRegex(bytes("(a)(b)"), Use.Capture, machine).fault).toBe(
      "has 2 groups; write (?: ) for all but one",
    );
  });

  test("refuses large programs", () => {
    const machine = new Machine();
    const most = compileRegex(bytes("a{1000}a{1000}a{996}"), Use.Whole, machine);
    expect(most.program.size).toBe(MAX_INSTRUCTIONS);
    const fault = "needs more than 3000 instructions; shorten it, or lower its counts";
    const large = [
      "a{1000}a{1000}a{997}",
      "(?:.{200}){5}",
      "(?:.{200}){0,5}",
      "(?:.{1000}){1,}",
      "[é-中]{1000}",
    ];
    for (let i = 0; i < large.length; ++i) {
      expect(compileRegex(bytes(large[i]), Use.Whole, machine).fault).toBe(fault, large[i]);
    }
  });

  test("makes what it refuses match nothing", () => {
    const refused = compileRegex(bytes("("), Use.Whole, new Machine());
    expect(refused.matches(bytes(""), 0, 0)).toBe(false);
    expect(refused.matches(bytes("("), 0, 1)).toBe(false);
  });

  test("takes a bounded number of steps", () => {
    const machine = new Machine();
    const regex = compileRegex(bytes("(a*)*b"), Use.Capture, machine);
    const value = bytes("a".repeat(1000));
    const before = machine.steps;
    expect(regex.matches(value, 0, 1000)).toBe(false);
    expect(machine.steps - before <= 2 * regex.program.size * 1001).toBe(true);
  });
});
