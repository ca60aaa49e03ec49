import { Contains } from "../../../../assembly/core/plan/tests/contains";
import { At, Literal } from "../../../../assembly/core/plan/tests/literal";
import { Matching } from "../../../../assembly/core/plan/tests/matching";
import { OneOf } from "../../../../assembly/core/plan/tests/one-of";
import { ValueTest } from "../../../../assembly/core/plan/tests/value-test";
import { Machine } from "../../../../assembly/core/regex/match";
import { compileRegex, Use } from "../../../../assembly/core/regex/regex";
import { Needle } from "../../../../assembly/core/text/needle";
import { bytes } from "../../given";

/** True for a value that stands among other bytes. */
function holds(test: ValueTest, value: string): bool {
  const given = bytes("v2" + value + "v2");
  return test.holds(given, 2, given.length - 2);
}

function expectAll(test: ValueTest, values: string[], wanted: bool): void {
  for (let i = 0; i < values.length; ++i) expect(holds(test, values[i])).toBe(wanted, '"' + values[i] + '"');
}

function literal(text: string, at: At, isFolded: bool = false): Literal {
  return new Literal(new Needle(bytes(text), isFolded), at);
}

describe("a text as", () => {
  test("the value", () => {
    expectAll(literal("v2", At.Whole), ["v2"], true);
    expectAll(literal("v2", At.Whole), ["", "v", "v22", "av2", "V2"], false);
    expectAll(literal("v2", At.Whole, true), ["v2", "V2"], true);
    expectAll(literal("[~", At.Whole, true), ["{~", "[^", "[\u007f"], false);
    expectAll(literal("k\u00e9", At.Whole, true), ["K\u00e9"], true);
    expectAll(literal("k\u00e9", At.Whole, true), ["k\u00c9", "\u212a\u00e9"], false);
    expectAll(literal("", At.Whole), [""], true);
    expectAll(literal("", At.Whole), ["v"], false);
  });

  test("its beginning", () => {
    expectAll(literal("v2", At.Start), ["v2", "v2.1", "v2v2"], true);
    expectAll(literal("v2", At.Start), ["", "v", "1v2", "V2"], false);
    expectAll(literal("v2", At.Start, true), ["V2.1"], true);
  });

  test("its end", () => {
    expectAll(literal("v2", At.End), ["v2", "1v2", "v2v2"], true);
    expectAll(literal("v2", At.End), ["", "2", "v21", "1V2"], false);
    expectAll(literal("v2", At.End, true), ["1V2"], true);
  });
});

describe("one of several texts", () => {
  test("is all of the value", () => {
    const test = new OneOf([bytes("de"), bytes("fr"), bytes(""), bytes("de")], false);
    expectAll(test, ["de", "fr", ""], true);
    expectAll(test, ["d", "DE", "def", "v2"], false);
  });

  test("in any letter case", () => {
    const test = new OneOf([bytes("de"), bytes("fr-\u00e9")], true);
    expectAll(test, ["de", "De", "FR-\u00e9"], true);
    expectAll(test, ["", "d", "def", "FR-\u00c9", "d".repeat(1000)], false);
  });
});

describe("a text anywhere in the value", () => {
  test("wherever it stands", () => {
    expectAll(new Contains(new Needle(bytes("v3"), false)), ["v3", "v3.1", "1v3", "vvv3", "v33v3"], true);
    expectAll(new Contains(new Needle(bytes("v3"), false)), ["", "v", "3", "v", "V3", "v.3"], false);
    expectAll(new Contains(new Needle(bytes("v3"), true)), ["aV3b"], true);
  });

  test("though it begins again within itself", () => {
    const texts = ["aab", "abab", "aaaa", "abcabd", "aabaaac", "a"];
    const units = ["a", "b", "c", "d"];
    for (let i = 0; i < texts.length; ++i) {
      const test = new Contains(new Needle(bytes(texts[i]), false));
      for (let n = 0; n < 4 ** 7; n += 7) {
        let value = "";
        for (let rest = n, j = 0; j < 7; ++j, rest /= 4) value += units[rest % 4];
        if (holds(test, value) != value.includes(texts[i])) expect(value).toBe(texts[i]);
      }
      expect(holds(test, "aabaabab" + texts[i])).toBe(true, texts[i]);
    }
  });
});

describe("a regular expression", () => {
  test("takes the whole value", () => {
    const test = new Matching(compileRegex(bytes("on|yes"), Use.Whole, new Machine()));
    expectAll(test, ["on", "yes"], true);
    expectAll(test, ["", "one", "no yes", "ON"], false);
  });
});
