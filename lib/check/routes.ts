import { Rules } from "../core.js";
import type { Node } from "../yaml/documents.js";
import { at, itemsAt, step } from "./at.js";

/** What a route asks of a header. */
export interface HeaderTest {
  /** In lower case. */
  readonly header: string;
  /** From the top of the document. */
  readonly path: string;
  takes(value: string): boolean;
}

/** One way to come to a route: all of it must hold. */
export interface Way {
  readonly tests: readonly HeaderTest[];
  /** None of these may hold. */
  readonly without: readonly HeaderTest[];
  /** What the route is called, and what it leads to. */
  readonly names: readonly string[];
}

const KINDS: Readonly<Record<string, (document: Node) => Way[]>> = {
  VirtualService: ({ value }) =>
    itemsAt(value, "spec.http").flatMap(([route, path]) =>
      ways(route, path, "match", (match, at) => ({
        tests: istioTests(match, "headers", at),
        without: istioTests(match, "withoutHeaders", at),
        names: [step(route, "name"), ...itemsAt(route, "route").flatMap(([to]) => destination(to))],
      })),
    ),
  HTTPRoute: gatewayWays,
  GRPCRoute: gatewayWays,
  // Argo adds such routes to those that it manages.
  Rollout: ({ value }) =>
    itemsAt(value, "spec.strategy.canary.steps").map(([each, path]) => ({
      tests: itemsAt(step(each, "setHeaderRoute"), "match").flatMap(([match, under]) =>
        test(step(match, "headerName"), istioTest(step(match, "headerValue")), [
          path,
          "setHeaderRoute",
          under,
        ]),
      ),
      without: [],
      names: [],
    })),
};

/** The ways to the routes of a document; none where it has no routes. */
export function waysOf(document: Node): Way[] {
  const kind = at(document, "kind");
  return typeof kind === "string" && Object.hasOwn(KINDS, kind) ? KINDS[kind]!(document) : [];
}

function gatewayWays({ value }: Node): Way[] {
  return itemsAt(value, "spec.rules").flatMap(([rule, path]) =>
    ways(rule, path, "matches", (match, at) => ({
      tests: itemsAt(match, "headers").flatMap(([header, under]) =>
        test(step(header, "name"), gatewayTest(header), [at, under, "value"]),
      ),
      without: [],
      names: [step(rule, "name"), ...itemsAt(rule, "backendRefs").map(([to]) => step(to, "name"))],
    })),
  );
}

type Written = Omit<Way, "names"> & { readonly names: readonly unknown[] };

/** A way for each alternative in the `field` of a route; one without any takes every request. */
function ways(
  route: unknown,
  path: string,
  field: string,
  read: (match: unknown, path: string) => Written,
): Way[] {
  const matches = itemsAt(route, field);
  const all = matches.length === 0 ? [[undefined, path] as const] : matches;
  return all.map(([match, under]) => {
    const { names, ...way } = read(match, match === undefined ? path : `${path}.${under}`);
    return { ...way, names: names.filter((name) => typeof name === "string") };
  });
}

function destination(to: unknown): unknown[] {
  return [at({ value: to }, "destination.subset"), at({ value: to }, "destination.host")];
}

function istioTests(match: unknown, field: string, path: string): HeaderTest[] {
  const headers = step(match, field);
  if (!(headers instanceof Map)) return [];
  return [...(headers as Map<unknown, unknown>)].flatMap(([name, written]) =>
    test(name, istioTest(written), [path, field, String(name)]),
  );
}

type Takes = (value: string) => boolean;

/** None where the header has no name to know it by. */
function test(name: unknown, takes: Takes, path: readonly string[]): HeaderTest[] {
  return typeof name === "string" ? [{ header: name.toLowerCase(), takes, path: path.join(".") }] : [];
}

/** Istio's StringMatch; an empty one asks that the header be there. */
function istioTest(written: unknown): Takes {
  const [exact, prefix, regex] = ["exact", "prefix", "regex"].map((name) => step(written, name));
  if (typeof exact === "string") return (value) => value === exact;
  if (typeof prefix === "string") return (value) => value.startsWith(prefix);
  return typeof regex === "string" ? expression(regex) : () => true;
}

function gatewayTest(header: unknown): Takes {
  const wanted = step(header, "value");
  if (typeof wanted !== "string") return () => true;
  return step(header, "type") === "RegularExpression" ? expression(wanted) : (value) => value === wanted;
}

/** By the core, which has RE2's syntax as Envoy does. What it cannot take on may take anything. */
function expression(regex: string): Takes {
  const rule = {
    header: "value",
    modulo: 1,
    match: [{ headers: { value: { regex } } }],
    tagHeader: "takes",
    policies: [{ range: 1, tagValue: "it" }],
  };
  const rules = Rules.parse(JSON.stringify({ rules: [rule] }));
  return (value) => rules.errors.length > 0 || rules.tags({ value })["takes"] !== undefined;
}
