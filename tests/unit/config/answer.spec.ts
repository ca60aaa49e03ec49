import { readAnswer } from "../../../assembly/core/config/answer";
import { Fields } from "../../../assembly/core/config/fields";
import { Report } from "../../../assembly/core/config/report";
import { headerKey, SourceKind, WrittenSource } from "../../../assembly/core/rule/written-key";
import { WrittenRule } from "../../../assembly/core/rule/written";
import { WrittenAnswer } from "../../../assembly/core/rule/written-answer";
import { json } from "../given";

let report = new Report();
let rules: WrittenRule[] = [];

function answerOf(text: string, seesAnswers: bool = true): WrittenAnswer | null {
  report = new Report();
  const rule = new WrittenRule("rules[0]");
  rule.key = headerKey("x-user-id");
  rules = [rule];
  return readAnswer(
    new Fields("", json("{" + text + "}"), ["response", "anonymousId"], report),
    rules,
    seesAnswers,
    report,
  );
}

const ANONYMOUS = '"anonymousId": {"cookie": "sid"}';

function faultOf(text: string, seesAnswers: bool = true): string {
  answerOf(text, seesAnswers);
  return report.lines().join("\n");
}

describe("what answers tell", () => {
  test("is nothing where no field is", () => {
    expect(answerOf("") === null).toBe(true);
    expect(answerOf("", false) === null).toBe(true);
    expect(rules[0].key.sources.length).toBe(1);
  });

  test("is refused by a module that does not see answers", () => {
    const remedy = ": this module does not see answers; run hash-tagging-response.wasm";
    expect(faultOf('"response": 7', false)).toBe("response" + remedy);
    expect(faultOf('"anonymousId": {}', false)).toBe("anonymousId" + remedy);
  });

  test("has safe cookies unless it says otherwise", () => {
    const cookie = answerOf('"response": {"cookie": {"name": "mix"}}')!.cookie!;
    expect(cookie.name).toBe("mix");
    expect(cookie.maxAge).toBe(31536000);
    expect(cookie.domain).toBe("");
    expect(cookie.path).toBe("/");
    expect(cookie.sameSite).toBe("Lax");
    expect(cookie.isSecure).toBe(true);
  });

  test("takes every attribute", () => {
    const text =
      '"cookie": "a", "maxAge": 1, "domain": "a.b", "path": "/c", "sameSite": "Strict", "secure": false';
    const cookie = answerOf('"anonymousId": {' + text + "}")!.anonymousId!;
    expect(cookie.maxAge).toBe(1);
    expect(cookie.domain).toBe("a.b");
    expect(cookie.path).toBe("/c");
    expect(cookie.sameSite).toBe("Strict");
    expect(cookie.isSecure).toBe(false);
    expect(report.count).toBe(0);
  });

  test("puts the id's cookie, and then a new id, behind the sources of each key", () => {
    answerOf('"anonymousId": {"cookie": "anon"}');
    const sources = rules[0].key.sources;
    expect(sources.length).toBe(3);
    expect(sources[1].kind).toBe(SourceKind.Cookie);
    expect(sources[1].name).toBe("anon");
    expect(sources[2].kind).toBe(SourceKind.Minted);
  });

  test("asks a cookie that a key names already where it stands", () => {
    const rule = new WrittenRule("rules[0]");
    rule.key = headerKey("x-user-id");
    rule.key.sources.push(new WrittenSource(SourceKind.Cookie, "sid"));
    rule.anonymousTagValue = "v0";
    report = new Report();
    readAnswer(
      new Fields("", json("{" + ANONYMOUS + "}"), ["response", "anonymousId"], report),
      [rule],
      true,
      report,
    );
    expect(rule.key.sources.length).toBe(3);
    const fault = "means nothing beside anonymousId, by which each request has a key; remove it";
    expect(report.lines().join("")).toBe("rules[0].anonymousTagValue: " + fault);
  });

  test("is checked", () => {
    expect(faultOf('"response": {}')).toBe("response: says nothing; write a header, a cookie, or both");
    expect(faultOf('"response": 7').startsWith("response: 7 is not an object")).toBe(true);
    expect(
      faultOf('"response": {"header": "te"}').startsWith('response.header: "te" means something else'),
    ).toBe(true);
    expect(faultOf('"response": {"header": "Set-Cookie"}').includes("means something else")).toBe(true);
    expect(faultOf('"response": {"header": "x-mix"}')).toBe("");
    expect(faultOf('"response": {"cookie": {"name": "a;"}}').startsWith("response.cookie.name: ")).toBe(true);
    expect(faultOf('"anonymousId": {}')).toBe("anonymousId.cookie: missing; add the name of the cookie");
    expect(
      faultOf('"anonymousId": {"cookie": "a", "maxAge": 0}').startsWith("anonymousId.maxAge: 0 is out of"),
    ).toBe(true);
    expect(
      faultOf('"anonymousId": {"cookie": "a", "sameSite": 7}').startsWith("anonymousId.sameSite: 7 is none"),
    ).toBe(true);
    expect(faultOf('"anonymousId": {"cookie": "a", "sameSite": "no"}').includes("none of Strict")).toBe(true);
    const insecure = '"secure": false';
    expect(
      faultOf('"anonymousId": {"cookie": "a", "sameSite": "None", ' + insecure + "}").includes(
        "browsers drop",
      ),
    ).toBe(true);
    expect(
      faultOf('"anonymousId": {"cookie": "__Secure-a", ' + insecure + "}").includes("promises true"),
    ).toBe(true);
    expect(
      faultOf('"anonymousId": {"cookie": "__Host-a", "domain": "a.b", "path": "/c"}').split("\n").length,
    ).toBe(2);
    const both = '"response": {"cookie": {"name": "a"}}, "anonymousId": {"cookie": "a"}';
    expect(faultOf(both)).toBe('anonymousId.cookie: "a" is the cookie of response too; give each its own');
  });
});
