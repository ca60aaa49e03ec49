import { parse } from "../../../assembly/core/gateway";
import { Debug } from "../../../assembly/core/plan/debug";
import { Request } from "../../../assembly/core/plan/request";
import { bytes, textOf } from "../given";

const TOKEN = "0123456789abcdef";
const request = new Request();

/** The place of the token under a configuration with `debug` and no rule. */
function debugged(): Debug {
  const text = bytes('{"rules": [], "debug": {"header": "X-Debug", "token": "' + TOKEN + '"}}');
  const plan = parse(text, text.length).plan;
  request.fit(plan);
  expect(plan.table!.find(bytes("x-debug"), 0, 7)).toBe(plan.debug);
  return plan.debug!;
}

function isAsked(debug: Debug, value: string): bool {
  request.bytes = bytes("--" + value + "--");
  request.put(debug.index, 2, 2 + bytes(value).length);
  return debug.isAskedBy(request);
}

describe("the token", () => {
  test("is right as a whole, and in nothing else", () => {
    const debug = debugged();
    expect(textOf(debug.name, 0, debug.name.length)).toBe("x-debug");
    expect(isAsked(debug, TOKEN)).toBe(true);
    expect(isAsked(debug, "")).toBe(false);
    expect(isAsked(debug, TOKEN + "0")).toBe(false);
    expect(isAsked(debug, TOKEN.toUpperCase())).toBe(false);
    for (let i = 0; i < TOKEN.length; ++i) {
      expect(isAsked(debug, TOKEN.substring(0, i))).toBe(false, "the first " + i.toString());
      expect(isAsked(debug, TOKEN.substring(0, i) + "_" + TOKEN.substring(i + 1))).toBe(false, i.toString());
    }
  });

  test("is not there in a request that has none", () => {
    const debug = debugged();
    request.miss(debug.index);
    expect(debug.isAskedBy(request)).toBe(false);
  });
});
