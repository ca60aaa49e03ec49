import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { crossings, type Calls } from "../cost/crossings.ts";
import { type Line } from "../emulated/host.ts";
import { load, user, rule, config, reserving, ARTICLE } from "../emulated/gateway.ts";

describe("crossings of one request", () => {
  const forged = (...apps: string[]) => apps.map((app): Line => [`appver-${app}`, Buffer.from("forged")]);
  const FIRST = config(rule("a", 10, "v2"), rule("b", 1, "v2"), rule("c", 1, "v2"));
  const MANY = config(..."abcdefgh".split("").map((app) => rule(app, 10, "v2")));
  const BY_NAME = reserving(["appver-b"], rule("a", 10, "v2"));
  const BY_PREFIX = reserving(["appver-*"], rule("a", 10, "v2"));
  const FROM_MANY = config(..."abcdefgh".split("").map((app) => rule("a", 10, "v2", `x-${app}`)));
  const when = (app: string, match: object) => ({ ...rule(app, 10, "v2"), match: [match] });
  const BY_COUNTRY = config(when("a", { headers: { "x-country": { exact: "DE" } } }));
  const BY_PATH = config(
    when("a", { uri: { prefix: "/api/" } }),
    when("b", { uri: { prefix: "/api/" }, queryParams: { q: { exact: "1" } } }),
  );
  const COUNTED = JSON.stringify({ ...(JSON.parse(ARTICLE) as object), metrics: true });
  const BY_LIST = config({
    ...rule("a", 10, "v2"),
    header: undefined,
    key: [{ header: "x-user-id" }, { cookie: "sid" }, { queryParam: "u" }],
  });
  const PINNED = config({ ...rule("a", 10, "v2"), pins: [{ ids: ["0001"], tagValue: "v3" }] });
  const country = (value: string): Line => ["x-country", Buffer.from(value)];
  const path = (value: string): Line => [":path", Buffer.from(value)];
  const cases: [what: string, config: string, lines: Line[], calls: Calls][] = [
    ["all three tag", ARTICLE, [user("0005")], { get: 1, given: 1, replace: 3 }],
    ["all three tag, forged", ARTICLE, [user("0005"), ...forged("a")], { get: 1, given: 1, replace: 3 }],
    ["the last one tags", ARTICLE, [user("0003")], { get: 3, given: 1, replace: 1 }],
    ["the first one tags", FIRST, [user("0005")], { get: 1, given: 1, replace: 1, remove: 2 }],
    ["none tags", ARTICLE, [user("0001")], { get: 4, given: 1 }],
    ["none tags, forged", ARTICLE, [user("0001"), ...forged("c")], { get: 4, given: 2, remove: 1 }],
    ["the same, forged first", ARTICLE, [user("0001"), ...forged("a")], { get: 2, given: 2, remove: 3 }],
    ["no hash header", ARTICLE, [], { get: 4 }],
    ["many tag headers, all tag", MANY, [user("0005")], { all: 1, given: 1, replace: 8 }],
    ["many tag headers, none tags", MANY, [user("0001")], { all: 1, given: 1 }],
    ["many tag headers, forged", MANY, [user("0001"), ...forged("b", "h")], { all: 1, given: 1, remove: 2 }],
    ["reserved by name, all tag", BY_NAME, [user("0005")], { get: 1, given: 1, replace: 1, remove: 1 }],
    ["reserved by name, none tags", BY_NAME, [user("0001")], { get: 3, given: 1 }],
    ["reserved by prefix, tagged", BY_PREFIX, [user("0005")], { all: 1, given: 1, replace: 1 }],
    ["reserved by prefix, none tags", BY_PREFIX, [user("0001")], { all: 1, given: 1 }],
    [
      "reserved by prefix, forged",
      BY_PREFIX,
      [...forged("z", "a"), user("0005"), ...forged("y")],
      { all: 1, given: 1, replace: 1, remove: 2 },
    ],
    ["a header to match", BY_COUNTRY, [user("0005"), country("DE")], { get: 2, given: 2, replace: 1 }],
    ["the same, of another value", BY_COUNTRY, [user("0005"), country("US")], { get: 3, given: 2 }],
    [
      "two conditions of a path",
      BY_PATH,
      [user("0005"), path("/api/?q=1")],
      { get: 2, given: 2, replace: 2 },
    ],
    ["metrics, all three tag", COUNTED, [user("0005")], { get: 1, given: 1, replace: 3 }],
    ["metrics, none tags", COUNTED, [user("0001")], { get: 4, given: 1 }],
    ["a list of sources, the first is there", BY_LIST, [user("0005")], { get: 1, given: 1, replace: 1 }],
    ["an id in no range asks no further source", BY_LIST, [user("0001")], { get: 2, given: 1 }],
    [
      "the second source",
      BY_LIST,
      [["cookie", Buffer.from("a=b; sid=0005")]],
      { get: 2, given: 1, replace: 1 },
    ],
    ["a pin", PINNED, [user("0001")], { get: 1, given: 1, replace: 1 }],
    ["many hashed headers", FROM_MANY, [["x-h", Buffer.from("0005")]], { all: 1, given: 1, replace: 1 }],
  ];
  for (const [what, config, lines, calls] of cases) {
    test(what, () => {
      const host = load();
      const plugin = host.configure(config);
      host.crossings.clear();
      host.request(plugin, lines);
      assert.deepEqual(Object.fromEntries(host.crossings), crossings(calls));
    });
  }

  test("a rule that is off reads nothing; rules of one header share one read", () => {
    const host = load();
    const plugin = host.configure(
      config(rule("a", 0, "x", "x-off"), rule("b", 100, "x"), { ...rule("c", 7, "x"), modulo: 7 }),
    );
    host.crossings.clear();
    host.request(plugin, [user("0005")]);
    assert.equal(host.crossings.get("proxy_get_header_map_value"), 2, "x-user-id, and appver-a");
  });
});
