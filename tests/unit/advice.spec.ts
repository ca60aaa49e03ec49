import { advise } from "../../assembly/core/advice";
import { parse } from "../../assembly/core/gateway";
import { bytes } from "./given";

function adviceOn(rules: string): string {
  const text = bytes('{"rules": [' + rules + "]}");
  return advise(parse(text, text.length).rules).lines(true).join("\n");
}

const REST = ', "tagHeader": "t", "policies": [{"range": 1, "tagValue": "v"}]';
const PLAIN = '{"header": "h", "modulo": 1001' + REST;
const SALTED = '{"header": "h", "salt": "s", "modulo": 10000' + REST;

describe("advice", () => {
  test("says what is meant in its place", () => {
    expect(adviceOn(SALTED + "}")).toBe("");
    expect(adviceOn('{"header": "cookie", "modulo": 50' + REST + "}")).toBe(
      "nobodys-key: rules[0].header: \"cookie\" does not stay one user's; name a header with the user's id, or take the id out of this one by a capture\n" +
        "coarse-modulo: rules[0].modulo: 50 buckets are coarse, and a finer modulo later moves users; write 10000 from the start\n" +
        "check-digits: rules[0].modulo: half of the buckets stay empty for ids that end in a check digit (EAN, UPC, PESEL …); add a salt if yours do",
    );
    expect(adviceOn('{"header": "h", "salt": "s", "modulo": 4000000000' + REST + "}")).toBe(
      "uneven-modulo: rules[0].modulo: 4000000000 makes buckets of unlike size; write at most 100000000",
    );
    expect(adviceOn('{"header": "h", "hash": {"higress": {}}' + REST + "}")).toBe("");
    expect(
      adviceOn('{"key": [{"all": [{"header": "a"}, {"header": "b"}]}], "modulo": 1001' + REST + "}"),
    ).toBe("");
  });

  test("compares rules", () => {
    const nested =
      "nested-rules: rules[1]: has its users in common with rules[0]: one key, no salt, and moduli that share a factor; add a salt unless they belong together";
    expect(adviceOn(PLAIN + "}, " + PLAIN + "}")).toBe(nested);
    expect(adviceOn(PLAIN + ', "enabled": false}, ' + PLAIN + "}")).toBe("");
    expect(adviceOn(PLAIN + "}, " + SALTED + "}")).toBe("");
    const never =
      "never-yields: rules[1]: never yields: rules[0] has a value for every request that could come here; move the rule before that one, or remove it";
    expect(adviceOn(SALTED + ', "defaultTagValue": "d"}, ' + SALTED + "}")).toBe(never);
    expect(
      adviceOn(
        SALTED +
          ', "defaultTagValue": "d", "anonymousTagValue": "a"}, ' +
          SALTED +
          ', "anonymousTagValue": "a"}',
      ),
    ).toBe(never);
    expect(adviceOn(SALTED + ', "defaultTagValue": "d"}, ' + SALTED + ', "anonymousTagValue": "a"}')).toBe(
      "",
    );
    const match = ', "match": [{"method": {"exact": "GET"}}]';
    expect(adviceOn(SALTED + match + ', "defaultTagValue": "d"}, ' + SALTED + "}")).toBe("");
  });
});
