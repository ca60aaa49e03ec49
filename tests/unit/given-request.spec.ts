import { decideGiven, partsOf } from "../../assembly/core/given-request";
import { parse } from "../../assembly/core/gateway";
import { Plan } from "../../assembly/core/plan/plan";
import { NO_SOURCE, Request } from "../../assembly/core/plan/request";
import { bytes, textOf } from "./given";

const REST = '"modulo": 1, "tagHeader": "t", "policies": [{"range": 1, "tagValue": "v"}]}';

function planOf(key: string): Plan {
  const text = bytes('{"rules": [{"key": [' + key + "], " + REST + "]}");
  const configuration = parse(text, text.length);
  expect(configuration.report.lines().join()).toBe("");
  return configuration.plan;
}

/** The key that a request has; "-" for none. */
function keyOf(plan: Plan, request: Request): string {
  const source = request.sources[0];
  if (source == NO_SOURCE) return "-";
  const slot = plan.keys[0].sources[source].index;
  return textOf(request.bytes, request.starts[slot], request.ends[slot]);
}

/** The key of whoever has the id, under a key of these sources. */
function keyOfId(key: string, id: string): string {
  const plan = planOf(key);
  const values = new Array<StaticArray<u8> | null>(plan.reads.length).fill(null);
  return keyOf(plan, decideGiven(plan, values, bytes(id)));
}

describe("a request that is given whole", () => {
  test("has the values that are given, and lacks the others", () => {
    const plan = planOf('{"header": "a"}, {"header": "b"}');
    expect(keyOf(plan, decideGiven(plan, [null, bytes("0005")], null))).toBe("0005");
    expect(keyOf(plan, decideGiven(plan, [null, null], null))).toBe("-");
  });

  test("has an id where the first source of a key takes it from", () => {
    expect(keyOfId('{"cookie": "sid"}, {"header": "a"}', "00;05")).toBe("00;05");
    expect(keyOfId('{"header": "a", "capture": "x=(.*)"}', "0005")).toBe("0005");
    expect(keyOfId('{"header": "a"}], "placeholders": ["nobody"', "0005")).toBe("0005");
    expect(keyOfId('{"header": "a"}], "placeholders": ["nobody"', "nobody")).toBe("-");
  });

  test("has each value of an id whose key joins several", () => {
    const all = '{"all": [{"header": "a"}, {"cookie": "b"}, {"header": "c"}]}';
    expect(partsOf(planOf(all).keys[0])).toBe(3);
    expect(partsOf(planOf('{"header": "a"}').keys[0])).toBe(1);
    expect(keyOfId(all, "acme\u001f17\u001fx")).toBe("acme\u001f17\u001fx");
    expect(keyOfId(all, "acme\u001f17")).toBe("-");
    expect(keyOfId(all, "acme")).toBe("-");
  });
});
