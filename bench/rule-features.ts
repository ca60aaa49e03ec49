// What rules can say beside the plain job, and what can stand beside rules.
import { join } from "node:path";
import { CASES, FORGED } from "./cases.ts";
import type { HttpFilter, Route } from "./gateway.ts";
import { edit, FILTER, wasm } from "./variants.ts";

/** A configuration of a module. */
interface Configured {
  module: string;
  configuration: string;
}

/** One more thing that a request can be made to carry, and what it meets. */
export interface Feature {
  title: string;
  filter: HttpFilter;
  /** Of which it is counted what they do; other features are only timed. */
  counted?: Configured;
  /** What is done to the request before each copy, with the filter and without, for the copy to find. */
  before: HttpFilter;
  /** A filter that the request passes once, first. */
  first?: HttpFilter;
  headers: Record<string, string>;
  route: Route;
  routeWithout: Route;
}

/** The module that sees answers. */
const ANSWERING = join(import.meta.dirname, "..", "build", "hash-tagging-response.wasm");

/** What else a configuration has, and the module that reads it. */
interface Beside {
  fields?: object;
  module?: string;
}

/** Three rules on one header, with other words than the job has; nobody sends a tag. `headers` come on top of the user's. */
function rulesWith(
  title: string,
  wordsOf: (i: number) => object,
  headers = {},
  { fields = {}, module = FILTER }: Beside = {},
): Feature {
  const rules = ["appver-a", "appver-b", "appver-c"].map((tagHeader, i) => ({
    header: "x-user-id",
    modulo: 100,
    tagHeader,
    ...wordsOf(i),
  }));
  const configuration = JSON.stringify({ rules, ...fields });
  return {
    title,
    filter: wasm(module, configuration, "words"),
    counted: { module, configuration },
    before: edit({}, Object.keys(FORGED)),
    headers: { ...CASES.tagged, ...headers },
    route: "canary",
    routeWithout: "stable",
  };
}

const ALL = { policies: [{ range: 100, tagValue: "v2" }] };
const country = (exact: string) => ({ headers: { "x-country": { exact } } });
/** With the blanks that browsers send; the load generator would put them there itself. */
const COOKIE = { cookie: "theme=dark; session=abcdef0123456789; user=tester; lang=de" };

/** Everybody has v2 in each of them. */
export const RULES: Feature[] = [
  rulesWith("three rules, all tag", () => ({ policies: [{ range: 100, tagValue: "v2" }] })),
  rulesWith("three rules with weights, all tag", () => ({
    partitionedPolicies: [
      { weight: 0, tagValue: "v1" },
      { weight: 100, tagValue: "v2" },
    ],
  })),
  rulesWith("three rules with `from`, all tag", () => ({
    policies: [{ from: 1, range: 100, tagValue: "v2" }],
  })),
  rulesWith("three rules with a `schedule`, all tag", () => ({
    policies: [
      {
        schedule: [
          { at: "2020-01-01T00:00:00Z", range: 100 },
          { at: "2100-01-01T00:00:00Z", range: 100 },
        ],
        between: "linear",
        tagValue: "v2",
      },
    ],
  })),
  rulesWith("three rules of one `layer`, the first tags", (i) => ({
    layer: "bench",
    policies: [{ from: [0, 98, 99][i], range: [98, 99, 100][i], tagValue: "v2" }],
  })),
  rulesWith("three rules that `match` one header, all tag", () => ({ ...ALL, match: [country("DE")] }), {
    "x-country": "DE",
  }),
  rulesWith(
    "three rules of which the last of 10 alternatives holds",
    () => ({ ...ALL, match: Array.from({ length: 10 }, (_, i) => country(i < 9 ? `D${i}` : "DE")) }),
    { "x-country": "DE" },
  ),
  rulesWith(
    "three rules that match a cookie by a regular expression",
    () => ({ ...ALL, match: [{ headers: { cookie: { regex: "^(.*?; )?(user=tester)(;.*)?$" } } }] }),
    COOKIE,
  ),
  rulesWith(
    "three rules with an override by a cookie",
    () => ({ ...ALL, overrides: [{ match: [{ cookies: { user: { exact: "tester" } } }], tagValue: "v2" }] }),
    COOKIE,
  ),
  rulesWith("three rules with 1,000 `pins`, none of them the user's", () => ({
    ...ALL,
    pins: [{ ids: Array.from({ length: 1000 }, (_, i) => `pinned-${i}`), tagValue: "v3" }],
  })),
];

/** The same rules, with what stands beside them. */
export const BESIDES: Feature[] = [
  rulesWith("three rules with `metrics`, all tag", () => ALL, {}, { fields: { metrics: true } }),
  rulesWith(
    "three rules with `debug`, and a wrong token",
    () => ALL,
    { "x-why": "f".repeat(24) },
    { fields: { debug: { header: "x-why", token: "0".repeat(24) } } },
  ),
  rulesWith("three rules in the module that sees answers", () => ALL, {}, { module: ANSWERING }),
  rulesWith(
    "three rules with `response`, a header",
    () => ALL,
    {},
    { module: ANSWERING, fields: { response: { header: "x-mix" } } },
  ),
  rulesWith(
    "three rules with `response`, a cookie that the browser has",
    () => ALL,
    { cookie: "mix=appver-a=v2&appver-b=v2&appver-c=v2" },
    { module: ANSWERING, fields: { response: { cookie: { name: "mix" } } } },
  ),
  rulesWith(
    "three rules with `anonymousId`, of who has none",
    () => ({ ...ALL, header: "x-nobody" }),
    {},
    { module: ANSWERING, fields: { anonymousId: { cookie: "anon" } } },
  ),
];
