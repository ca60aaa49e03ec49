import { parse } from "../../assembly/core/gateway";
import { bytes } from "./given";

function errorsOf(pins: string): string {
  const rule = '"header": "a", "tagHeader": "t", "modulo": 1, "policies": [{"range": 1, "tagValue": "v"}]';
  const text = bytes('{"rules": [{"pins": ' + pins + ", " + rule + "}]}");
  return parse(text, text.length).report.lines().join("\n").replaceAll("rules[0].", "");
}

const QUOTED = " is not a string; put it in quotes exactly as it is written, ";

describe("pins", () => {
  test("are ids, each once, with a tag value or null", () => {
    expect(errorsOf('[{"ids": ["a", "b"], "tagValue": "v2"}, {"ids": ["c"], "tagValue": null}]')).toBe("");
    expect(errorsOf('[{"ids": ["a", "a"], "tagValue": "v"}]')).toBe(
      'pins[0].ids[1]: "a" is pinned twice; keep one',
    );
    expect(errorsOf('[{"ids": [""], "tagValue": "v"}]')).toBe(
      'pins[0].ids[0]: "" counts as missing and has no bucket; remove it',
    );
    expect(errorsOf('[{"ids": [1], "tagValue": "v"}]')).toBe("pins[0].ids[0]: 1" + QUOTED + '"1"');
    expect(errorsOf('[{"ids": [], "tagValue": "v"}]')).toBe(
      "pins[0].ids: an empty list; write ids, or remove the pin",
    );
    expect(errorsOf('[{"tagValue": "v"}]')).toBe("pins[0].ids: missing; add a list of ids");
    expect(errorsOf("{}")).toBe("pins: an object is not a list; write one");
  });
});
