import { join } from "node:path";
import { guardField } from "../lib/manifest/guard.ts";
import { CASES, FORGED, JOB } from "./cases.ts";
import { COPIES } from "./comparison.ts";
import { added, type Figure } from "./figures.ts";
import type { HttpFilter } from "./gateway.ts";
import type { Effort, Meter, Rounds } from "./rounds.ts";
import { measureStacks, type Stack } from "./stacks.ts";
import { BESIDES, RULES, type Feature } from "./rule-features.ts";
import { edit, FILTER, stacked, wasm } from "./variants.ts";
import { type Work, worksOf } from "./work.ts";

/** A measured feature: what one copy of its filter adds to a request, in µs, and for a feature of rules what it does. */
export interface FeatureCost {
  title: string;
  added: Figure;
  done?: Work;
}

const PROPAGATION = join(import.meta.dirname, "..", "build", "header-propagation.wasm");
/** An id of each feature's own: what is remembered under an id with tags and without is ambiguous. */
const idOf = (feature: number) => ({ "x-request-id": `a1a7d1f0-3b0e-4c6f-9c35-1f6d7a6c8e2${feature}` });
export const TAGS = FORGED; // here it is the gateway that sent them
const MEMBERS = { baggage: "appver-a=v2,appver-b=v2,appver-c=v3" };
const FOREIGN = { baggage: "tenant=4711,experiment=blue" };

const tagging = wasm(FILTER, JSON.stringify({ ...JSON.parse(JOB), propagate: { baggage: true } }), "tagging");

/** The propagation module with the examples' names of tags. */
export function sidecar(direction: "inbound" | "outbound", correlate?: string): HttpFilter {
  const configuration = { headerPrefixes: ["appver-"], direction, correlate };
  return wasm(PROPAGATION, JSON.stringify(configuration), "sidecar");
}

const FEATURES: Feature[] = [
  ...RULES,
  ...BESIDES,
  {
    title: "tagging with `propagate`, three tags, the client sends no baggage",
    filter: tagging,
    before: edit({}, ["baggage"]),
    headers: CASES.tagged,
    route: "canary",
    routeWithout: "stable",
  },
  {
    title: "tagging with `propagate`, three tags, the client sends baggage",
    filter: tagging,
    before: edit(FOREIGN),
    headers: CASES.tagged,
    route: "canary",
    routeWithout: "stable",
  },
  {
    title: "propagation inbound, three tags",
    filter: sidecar("inbound"),
    before: edit({}, ["baggage"]),
    headers: TAGS,
    route: "canary",
    routeWithout: "canary",
  },
  {
    title: "propagation inbound, no tags",
    filter: sidecar("inbound"),
    before: edit({}, ["baggage"]),
    headers: {},
    route: "stable",
    routeWithout: "stable",
  },
  {
    title: "propagation inbound with `correlate`, three tags",
    filter: sidecar("inbound", "x-request-id"),
    before: edit({}, ["baggage"]),
    headers: { ...TAGS, ...idOf(1) },
    route: "canary",
    routeWithout: "canary",
  },
  {
    title: "propagation inbound with `correlate`, no tags",
    filter: sidecar("inbound", "x-request-id"),
    before: edit({}, ["baggage"]),
    headers: idOf(2),
    route: "stable",
    routeWithout: "stable",
  },
  {
    title: "propagation outbound, three tags in baggage",
    filter: sidecar("outbound"),
    before: edit({}, Object.keys(TAGS)),
    headers: MEMBERS,
    route: "canary",
    routeWithout: "stable",
  },
  {
    title: "propagation outbound, no baggage",
    filter: sidecar("outbound"),
    before: edit({}, Object.keys(TAGS)),
    headers: {},
    route: "stable",
    routeWithout: "stable",
  },
  {
    title: "propagation outbound with `correlate`, three tags by their id",
    filter: sidecar("outbound", "x-request-id"),
    before: edit({}, [...Object.keys(TAGS), "baggage"]),
    first: sidecar("inbound", "x-request-id"),
    headers: { ...TAGS, ...idOf(3) },
    route: "canary",
    routeWithout: "stable",
  },
];

/** The guard, which is no filter: what it costs a request that is not forged. */
const GUARDS = {
  "the guard, three tag headers": guardField({ names: Object.keys(FORGED), prefixes: [] }),
  "the guard, one prefix": guardField({ names: [], prefixes: ["appver-"] }),
};

/** Measures each feature in a stack; `rounds` are for the count of noisy ones. */
export async function measureFeatures(
  meter: Meter,
  effort: Effort,
): Promise<{ features: FeatureCost[]; rounds: Rounds[] }> {
  const guards = Object.entries(GUARDS).map(([title, guard]) => [title, guardsOf(guard)] as const);
  const stacks = Object.fromEntries([
    ...FEATURES.map((feature) => [feature.title, stackOf(feature)] as const),
    ...guards,
  ]);
  const measured = await measureStacks(stacks, meter, effort);
  const done = worksOf(FEATURES);
  const features = Object.entries(measured).map(([title, rounds]) => ({
    title,
    added: added(rounds, "filter", "none", COPIES),
    ...(done.has(title) && { done: done.get(title)! }),
  }));
  return { features, rounds: Object.values(measured) };
}

function stackOf({ filter, before, first, headers, route, routeWithout }: Feature): Stack {
  const start = first === undefined ? [] : [first];
  return {
    filters: [...start, ...stacked([before, filter], COPIES)],
    without: [...start, ...stacked([before], COPIES)],
    headers,
    route,
    routeWithout,
    workers: 1,
    otherRoutes: 0,
  };
}

function guardsOf({ early_header_mutation_extensions: guard }: (typeof GUARDS)[keyof typeof GUARDS]): Stack {
  return {
    filters: [],
    early: Array.from({ length: COPIES }, () => guard).flat(),
    without: [],
    headers: CASES.missing,
    route: "stable",
    routeWithout: "stable",
    workers: 1,
    otherRoutes: 0,
  };
}
