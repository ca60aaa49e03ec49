import { type Findings, propagationFindings, Rules } from "../core.js";
import type { Node } from "../yaml/documents.js";
import { find } from "../yaml/locate.js";

/** A configuration of one of our modules in a document. */
export interface Configuration {
  readonly node: Node;
  /** From the top of the document; "" where it is the document. */
  readonly path: string;
  findings(json: string): Findings;
}

/** What a document holds: configurations of ours, or what it is instead. */
export type Content = { readonly configurations: readonly Configuration[] } | { readonly other: string };

type Fields = Map<unknown, unknown>;
type Reader = (document: Node) => (Wrapped | undefined)[];

/** A configuration in an object of Kubernetes, and the URL of the module that reads it. */
interface Wrapped {
  readonly path: string;
  readonly url: unknown;
}

const READERS: Readonly<Record<string, Reader>> = {
  WasmPlugin: (document) => [{ path: "spec.pluginConfig", url: at(document, "spec", "url") }],
  TrafficExtension: (document) => [
    { path: "spec.wasm.pluginConfig", url: at(document, "spec", "wasm", "url") },
  ],
  EnvoyExtensionPolicy: (document) => {
    const extensions = at(document, "spec", "wasm");
    return (Array.isArray(extensions) ? extensions : []).map((extension: unknown, i) => {
      const source = ["image", "http"].map((kind) => step(step(step(extension, "code"), kind), "url"));
      return { path: `spec.wasm[${i}].config`, url: source.find((url) => url !== undefined) };
    });
  },
};
const PROPAGATION_FIELDS = ["headers", "headerPrefixes", "correlate", "direction", "ttl"];

/** What `document` holds. One that is no object of Kubernetes is a configuration, unless it looks like nothing of ours. */
export function contentOf(document: Node): Content {
  const kind = step(document.value, "kind");
  if (typeof kind === "string" && step(document.value, "apiVersion") !== undefined) {
    const wrapped = (Object.hasOwn(READERS, kind) ? READERS[kind]! : () => [])(document);
    const configurations = wrapped.flatMap((each) => configurationAt(document, each!));
    return configurations.length > 0
      ? { configurations }
      : { other: `${article(kind)} ${kind} without rules` };
  }
  const findings = findingsFor(document.value);
  if (findings === undefined) return { other: "neither rules nor a manifest that holds some" };
  return { configurations: [{ node: document, path: "", findings }] };
}

function configurationAt(document: Node, { path, url }: Wrapped): Configuration[] {
  const { place, key } = find(document.place, path);
  const value = path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce<unknown>(step, document.value);
  const name = /header-propagation|hash-tagging/.exec(String(url))?.[0];
  const findings = name === undefined ? findingsFor(value) : findingsOf(name);
  if (findings === undefined || (key === undefined && value === undefined)) return [];
  return [{ node: { value, place }, path, findings }];
}

/** By what a configuration has in it; undefined where that is nothing of ours. */
function findingsFor(value: unknown): Configuration["findings"] | undefined {
  const rules = step(value, "rules");
  if (rules !== undefined || step(value, "reserve") !== undefined) return findingsOf("hash-tagging");
  const isPropagation = PROPAGATION_FIELDS.some((name) => step(value, name) !== undefined);
  return isPropagation ? findingsOf("header-propagation") : undefined;
}

function findingsOf(name: string): Configuration["findings"] {
  return name === "hash-tagging" ? (json) => Rules.parse(json) : propagationFindings;
}

function at({ value }: Node, ...path: string[]): unknown {
  return path.reduce(step, value);
}

function step(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value[Number(name)] as unknown;
  return value instanceof Map ? (value as Fields).get(name) : undefined;
}

function article(word: string): string {
  return /^[AEIOU]/.test(word) ? "an" : "a";
}
