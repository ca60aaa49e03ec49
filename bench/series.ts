import { bucket } from "../lib/core.ts";
import { CASES, JOB } from "./cases.ts";
import { COPIES } from "./comparison.ts";
import type { Route } from "./gateway.ts";

/** One configuration and request of a series, at `x` on its axis. */
export interface Step {
  x: number;
  configuration: string;
  headers: Record<string, string>;
  route: Route;
  workers: number;
  /** Filters in the stack. */
  copies: number;
  otherRoutes: number;
}

/** Steps in which one thing grows. A feature that costs something gets a series here. */
export interface Series {
  title: string;
  /** What x counts. */
  unit: string;
  steps: Step[];
}

const RULES = [1, 3, 10, 30, 100, 300];
const PRESENT = [1, 3, 10, 30]; // Envoy takes at most 100 header lines
const BYTES = [8, 64, 1024, 16384];
const WORKERS = [1, 2];
const ROUTES = [1, 10, 100];
const MODULO = 100;

/** `count` rules that tag none of the users here: each policy is then looked at, the dearest outcome. */
function rules(count: number, header: (i: number) => string, tagHeader: (i: number) => string): string {
  const rule = (i: number) => ({
    header: header(i),
    modulo: MODULO,
    tagHeader: tagHeader(i),
    policies: [{ range: 1, tagValue: "v2" }],
  });
  return JSON.stringify({ rules: Array.from({ length: count }, (_, i) => rule(i)) });
}

/** An id of this many bytes in the last bucket, so that no rule here tags it. */
function untagged(bytes: number): string {
  for (let i = 0; ; ++i) {
    const id = String(i).padStart(bytes, "0");
    if (bucket(id, MODULO) === MODULO - 1) return id;
  }
}

const ID = untagged(4);
const userId = () => "x-user-id";
const ownHeader = (i: number) => `x-id-${i}`;
const ownTagHeader = (i: number) => `tag-${i}`;
const oneOfThree = (i: number) => `tag-${i % 3}`;

const step = (x: number, configuration: string, headers: Record<string, string>): Step => ({
  x,
  configuration,
  headers,
  route: "stable",
  workers: 1,
  copies: COPIES,
  otherRoutes: 0,
});

export const SERIES: Series[] = [
  {
    title: "rules of one header, for three tag headers",
    unit: "rule",
    steps: RULES.map((x) => step(x, rules(x, userId, oneOfThree), { "x-user-id": ID })),
  },
  {
    title: "rules of one header, each for a tag header of its own",
    unit: "rule",
    steps: RULES.map((x) => step(x, rules(x, userId, ownTagHeader), { "x-user-id": ID })),
  },
  {
    title: "rules of different headers that the request lacks, for three tag headers",
    unit: "rule",
    steps: RULES.map((x) => step(x, rules(x, ownHeader, oneOfThree), {})),
  },
  {
    title: "rules of different headers that the request has, for three tag headers",
    unit: "rule",
    steps: PRESENT.map((x) => {
      const sent = Array.from({ length: x }, (_, i) => [ownHeader(i), ID]);
      return step(x, rules(x, ownHeader, oneOfThree), Object.fromEntries(sent));
    }),
  },
  {
    title: "length of the hashed value, three rules",
    unit: "byte",
    steps: BYTES.map((x) => step(x, JOB, { "x-user-id": untagged(x) })),
  },
  {
    title: "workers, three rules, all of which tag",
    unit: "worker",
    steps: WORKERS.map((x) => ({ ...step(x, JOB, CASES.tagged), route: "canary", workers: x })),
  },
  // Envoy chooses the route again, once, when a filter has changed the headers: no stack of filters shows that.
  {
    title: "other routes, a single filter, three rules, none of which tags",
    unit: "route",
    steps: ROUTES.map((x) => ({ ...step(x, JOB, CASES.untagged), copies: 1, otherRoutes: x })),
  },
  {
    title: "other routes, a single filter, three rules, all of which tag",
    unit: "route",
    steps: ROUTES.map((x) => ({ ...step(x, JOB, CASES.tagged), route: "canary", copies: 1, otherRoutes: x })),
  },
];
