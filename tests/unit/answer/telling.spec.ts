import { longestMix } from "../../../assembly/core/answer/mix";
import { Telling } from "../../../assembly/core/answer/telling";
import { Told } from "../../../assembly/core/answer/told";
import { decide } from "../../../assembly/core/decide";
import { parse } from "../../../assembly/core/gateway";
import { explain } from "../../../assembly/core/explain";
import { JsonText } from "../../../assembly/core/text/json-text";
import { nextRead, nextReadOfAnswer } from "../../../assembly/core/next-read";
import { Plan } from "../../../assembly/core/plan/plan";
import { Request } from "../../../assembly/core/plan/request";
import { Asked, Read } from "../../../assembly/core/plan/slot";
import { fromUtf8 } from "../../../assembly/core/text/bytes";
import { bytes, textOf } from "../given";

let explained = new JsonText(0);
const telling = new Telling();
const told = new Told();
const request = new Request();

/** The values of a request: of x-user-id, of cookie, and the id that is made. "-" for none. */
let user: string = "-";
let cookie: string = "-";
let minted: string = "-";
/** More fields of each rule. */
let more: string = "";

function planOf(fields: string): Plan {
  const policies = '"policies": [{"range": 1, "tagValue": "v 2"}]';
  const first = '{"header": "x-user-id", "modulo": 1, "tagHeader": "a", ' + policies + more + "}";
  const second = '{"header": "x-other", "modulo": 1, "tagHeader": "b", ' + policies + more + "}";
  const text = bytes('{"rules": [' + first + ", " + second + "], " + fields + "}");
  const configuration = parse(text, text.length);
  expect(configuration.report.lines().join("\n")).toBe("");
  return configuration.plan;
}

function give(read: Read): void {
  const name = fromUtf8(read.name);
  const value = read.asked == Asked.MintedId ? minted : name == "cookie" ? cookie : user;
  if (value == "-") return request.miss(read.index);
  const given = bytes(value);
  for (let i = 0; i < given.length; ++i) request.bytes[request.free + i] = given[i];
  request.take(read.index, given.length);
}

/** What the answer says, "name: value" a line. */
function toldUnder(fields: string): string {
  const plan = planOf(fields);
  request.fit(plan);
  request.begin(plan, new StaticArray<u8>(1000));
  for (let read = nextRead(plan, request); read !== null; read = nextRead(plan, request)) give(read);
  decide(plan, request);
  explained = new JsonText(4096);
  explain(plan, request, explained);
  const answer = plan.answer!;
  for (let read = nextReadOfAnswer(answer, request); read !== null; read = nextReadOfAnswer(answer, request))
    give(read);
  telling.fit(plan);
  telling.write(plan, answer, request);
  expect(telling.bytes.isOver).toBe(false);
  return linesOf(telling.bytes.data, telling.bytes.length);
}

function linesOf(text: StaticArray<u8>, length: i32): string {
  const lines: string[] = [];
  told.begin(text, length);
  while (told.next()) {
    const name = textOf(text, told.nameStart, told.nameEnd);
    const value = textOf(text, told.valueStart, told.valueEnd);
    expect(told.isCookie).toBe(name == "set-cookie");
    expect(told.isEmpty).toBe(value.length == 0);
    lines.push(name + ": " + value);
  }
  return lines.join("\n");
}

const BOTH = '"response": {"header": "x-mix", "cookie": {"name": "mix"}}, "anonymousId": {"cookie": "anon"}';
const USUAL = "; Path=/; SameSite=Lax; Secure";
const MIX = "a=v%202&b=v%202";

describe("an answer", () => {
  beforeEach(() => {
    user = "-";
    cookie = "-";
    minted = "-";
    more = "";
  });

  test("tells the tags, and the id that was made", () => {
    minted = "f".repeat(32);
    expect(toldUnder(BOTH)).toBe(
      "x-mix: " +
        MIX +
        "\nset-cookie: mix=" +
        MIX +
        USUAL +
        "; Max-Age=31536000\nset-cookie: anon=" +
        minted +
        USUAL +
        "; HttpOnly; Max-Age=31536000",
    );
  });

  test("says in the explanation that an id was made", () => {
    minted = "1";
    toldUnder(BOTH);
    const text = textOf(explained.bytes.data, 0, explained.bytes.length);
    expect(text.includes("anonymousId")).toBe(true, text);
  });

  test("has the attributes of its cookies", () => {
    minted = "1";
    const attributes = '"domain": "a.b", "path": "/c", "sameSite": "None", "maxAge": 60';
    expect(toldUnder('"anonymousId": {"cookie": "anon", ' + attributes + "}")).toBe(
      "set-cookie: anon=1; Path=/c; Domain=a.b; SameSite=None; Secure; HttpOnly; Max-Age=60",
    );
    expect(toldUnder('"anonymousId": {"cookie": "anon", "secure": false}')).toBe(
      "set-cookie: anon=1; Path=/; SameSite=Lax; HttpOnly; Max-Age=31536000",
    );
  });

  test("tells no cookie that the browser has", () => {
    user = "1";
    cookie = "mix=" + MIX;
    expect(toldUnder(BOTH)).toBe("x-mix: " + MIX);
    expect(toldUnder('"response": {"cookie": {"name": "mix"}}')).toBe("");
    expect(toldUnder('"anonymousId": {"cookie": "anon"}')).toBe("");
  });

  test("takes back what is not so any more", () => {
    cookie = "mix=" + MIX;
    expect(toldUnder(BOTH)).toBe("x-mix: \nset-cookie: mix=" + USUAL + "; Max-Age=0");
    cookie = "mix=";
    expect(toldUnder('"response": {"cookie": {"name": "mix"}}')).toBe("");
  });

  test("makes an id only where a rule wants a bucket", () => {
    minted = "1";
    const id = '"anonymousId": {"cookie": "anon"}';
    const qa = '{"match": [{"headers": {"x-user-id": {"present": false}}}], "tagValue": "longest"}';
    more = ', "overrides": [' + qa + "]";
    expect(toldUnder(id)).toBe("");
    expect(longestMix(planOf(id))).toBe("a=longest&b=longest".length + 1);
    more =
      ', "match": [{"headers": {"x-user-id": {"present": true}}}], "pins": [{"ids": ["1"], "tagValue": "pinned"}]';
    expect(toldUnder(id)).toBe("");
    expect(longestMix(planOf(id))).toBe("a=pinned&b=pinned".length + 1);
    more = ', "enabled": false';
    expect(toldUnder(id)).toBe("");
  });

  test("has room for the longest that it can say", () => {
    expect(longestMix(planOf(BOTH))).toBe(MIX.length + 1);
    telling.fit(planOf('"metrics": false'));
    expect(linesOf([], 0)).toBe("");
    expect(linesOf(bytes("a\0b\0c\0d"), 7)).toBe("a: b");
    expect(linesOf(bytes("\0b\0c\0d\0"), 7)).toBe("");
    expect(linesOf(bytes("abc"), 3)).toBe("");
  });
});
