import assert from "node:assert/strict";
import { test } from "node:test";
import { Rules, type Values } from "../../lib/core.ts";
import { idFault } from "../../lib/request/id.ts";
import { JOINED } from "../../lib/request/lines.ts";
import { type Described, NoRequest, requestOf } from "../../lib/request/request.ts";
import { JOINED as JOINED_BY_ENVOY } from "../emulated/envoy-lines.ts";

/** Rules of one tag header that everybody with a key gets. */
const rulesOf = (...keys: object[]) => {
  const policies = [{ range: 1, tagValue: "v2" }];
  const rules = keys.map((key, i) => ({
    name: `rule-${i}`,
    modulo: 1,
    tagHeader: `tag-${i}`,
    policies,
    ...key,
  }));
  const parsed = Rules.parse(JSON.stringify({ rules }));
  assert.deepEqual(parsed.errors, []);
  return parsed;
};
const HEADER = rulesOf({ header: "x-user-id" });
const valuesOf = (described: Described, rules = HEADER): Values => requestOf(described, rules);

const values: [what: string, described: Described, wanted: Record<string, string>][] = [
  ["nothing is GET /", {}, { ":method": "GET", ":path": "/" }],
  [
    "a URL, less what no browser sends",
    { url: "HTTPS://shop.example:8443/a%2Fb?q=1&user=a+b#top" },
    { ":scheme": "https", ":authority": "shop.example:8443", ":path": "/a%2Fb?q=1&user=a+b" },
  ],
  [
    "a URL without a path",
    { url: "http://shop.example?q=1" },
    { ":path": "/?q=1", ":authority": "shop.example" },
  ],
  ["a path", { url: "/cart", method: "POST" }, { ":path": "/cart", ":method": "POST" }],
  ["blanks around a value", { headers: [["X-User-Id", " \t0005 "]] }, { "x-user-id": "0005" }],
  [
    "the first of several lines",
    { headers: [["x-user-id", "a"], ["X-USER-ID", "b"]] }, // prettier-ignore
    { "x-user-id": "a" },
  ],
  [
    "lines that Envoy joins",
    { headers: [["user-agent", "a"], ["User-Agent", "b"]] }, // prettier-ignore
    { "user-agent": "a,b" },
  ],
  [
    "cookies",
    { headers: [["cookie", "a=1"]], cookies: [["sid", "x=="], ["lang", "de"]] }, // prettier-ignore
    { cookie: "a=1; sid=x==; lang=de" },
  ],
];
for (const [what, described, wanted] of values) {
  test(`request: ${what}`, () => {
    const seen = valuesOf(described);
    for (const [name, value] of Object.entries(wanted)) assert.equal(seen[name], value, name);
  });
}

test("request: Envoy joins the lines of the headers that the page lists", () => {
  assert.deepEqual(JOINED, JOINED_BY_ENVOY);
});

test("request: what a key is made of reaches it", () => {
  const rows: [key: object, described: Described][] = [
    [{ claim: "org.id" }, { claims: [["org.id", "0005"]] }],
    [{ property: ["a.b", "c"] }, { properties: [["a.b.c", "0005"]] }],
    [{ cookie: "sid" }, { cookies: [["sid", "0005"]] }],
    [{ queryParam: "user" }, { url: "/?user=0005" }],
    [{ header: "host" }, { url: "http://0005/" }],
    [{ header: "host" }, { headers: [["Host", "0005"]] }],
  ];
  for (const [source, described] of rows) {
    const rules = rulesOf({ key: [source] });
    const [seen] = rules.explain(valuesOf(described, rules)).tagHeaders[0]!.rules;
    assert.equal(seen!.key, "0005", JSON.stringify(source));
  }
  const rules = rulesOf({ key: [{ address: "client" }] });
  for (const address of ["10.0.0.1", "2001:db8::1", "::ffff:10.0.0.1"]) {
    const [seen] = rules.explain(valuesOf({ address }, rules)).tagHeaders[0]!.rules;
    assert.equal(seen!.key, address);
  }
});

const refused: [what: string, described: Described, message: string][] = [
  [
    "a host without a scheme",
    { url: "shop.example/a" },
    "write https://HOST/PATH, or a path that begins with /",
  ],
  ["no host", { url: "https:///a" }, "there is no host behind //"],
  [
    "a user in a URL",
    { url: "https://me@shop.example/" },
    "no browser sends what stands before the @; leave it out",
  ],
  ["a blank in a URL", { url: "/a b" }, '" " cannot stand in a URL; write %20'],
  ["an umlaut in a URL", { url: "/ä" }, '"ä" cannot stand in a URL; write %C3%A4'],
  ["no method", { method: "GET /" }, '"GET /" is none; write GET, POST or the like'],
  ["no header", { headers: [["x user", "1"]] }, "this is no name of a header"],
  ["what a URL says", { headers: [[":path", "/"]] }, "the URL and the method say this"],
  [
    "two lines in one",
    { headers: [["a", "1\r\nb: 2"]] },
    "a control character cannot stand in a header; remove it",
  ],
  ["two cookies in one", { cookies: [["a", "1; b=2"]] }, '";" cannot stand in a cookie; remove it'],
  ["a cookie without a name", { cookies: [["", "1"]] }, "this is no name of a cookie"],
  ["a port", { address: "10.0.0.1:80" }, '"10.0.0.1:80" is no IP address; write it without a port'],
  [
    "a property that nobody reads",
    { properties: [["a.b", "1"]] },
    "no rule reads this property; they read none",
  ],
];
for (const [what, described, message] of refused) {
  test(`request: refuses ${what}`, () => {
    assert.throws(
      () => valuesOf(described),
      (error) => error instanceof NoRequest && error.message === message,
    );
  });
}

test("a bare id stands where the first source of each key takes it from", () => {
  const keys = [
    { header: "x-user-id" },
    { key: [{ cookie: "sid" }, { header: "x-user-id" }] },
    { key: [{ queryParam: "user" }] },
    { key: [{ claim: "sub" }], placeholders: ["nobody"] },
    { key: [{ header: "authorization", capture: "user=(\\w+)" }] },
    { key: [{ address: "client" }] },
    { key: [{ all: [{ header: "x-tenant" }, { header: "x-user-id" }], capture: "(.*)" }] },
  ];
  for (const id of ["0005", "a;b=c&d%20 é", "nobody"]) {
    const rules = rulesOf(...keys);
    assert.equal(idFault(rules, id), undefined);
    rules.explain({}, id).tagHeaders.forEach(({ rules: [decision] }, i) => {
      const isNobody = id === "nobody" && i === 3;
      assert.equal(decision!.key, isNobody ? null : id, JSON.stringify(keys[i]));
    });
  }
});

test("a bare id decides as a request that carries it, also for what else asks for the header", () => {
  const match = [{ headers: { "x-user-id": { prefix: "test-" } } }];
  const rules = rulesOf(
    { header: "x-user-id" },
    { header: "x-user-id", match },
    { header: "x-user-id", salt: "s" },
  );
  for (const id of ["0005", "test-1"]) {
    const whole = valuesOf({ headers: [["x-user-id", id]] });
    assert.deepEqual(rules.explain({}, id), rules.explain(whole));
    assert.deepEqual(rules.tags({}, id), rules.tags(whole));
  }
});

test("a bare id for a key that joins values has each of them", () => {
  const all = [{ header: "x-tenant" }, { header: "x-user-id" }];
  const joined = rulesOf({ key: [{ all }], placeholders: ["nobody"] });
  const whole = { "x-tenant": "acme", "x-user-id": "17" };
  assert.equal(idFault(joined, "acme\u001f17"), undefined);
  assert.deepEqual(joined.explain({}, "acme\u001f17"), joined.explain(whole));
  assert.deepEqual(
    idFault(joined, "17"),
    "the key of rule rule-0 joins 2 values; give each where it stands, as a header",
  );
  assert.match(idFault(joined, "a\u001fb\u001fc")!, /joins 2 values/);
  assert.match(idFault(HEADER, "a\u001fb")!, /^it has 2 values, and the key of rule rule-0 is one; /);
  assert.match(idFault(joined, "\u001f17")!, /^one of its values is empty$/);
  assert.match(idFault(HEADER, "")!, /^an empty id is nobody's; /);
});
