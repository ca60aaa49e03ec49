import { type Finding, type Findings, propagationFindings, Rules } from "../core.js";
import { releaseFindings } from "../release/read.js";
import { testsFindings } from "../test/read.js";
import type { Node } from "../yaml/documents.js";
import { find } from "../yaml/locate.js";
import { at, step } from "./at.js";
import { type Advice, adviceOnImage, adviceOnSize } from "./deployment.js";

/** What has a configuration, our modules, `release` and `test`, and what there is to say of one. */
const FINDINGS = {
  "hash-tagging": (json: string): CoreFindings => Rules.parse(json),
  "header-propagation": (json: string): CoreFindings => propagationFindings(json),
  release: (json: string): CoreFindings => releaseFindings(json),
  tests: (json: string): CoreFindings => testsFindings(json),
};
type Module = keyof typeof FINDINGS;
type CoreFindings = Findings & { readonly advice?: readonly Finding[] };

/** A configuration of one of our modules in a document. */
export interface Configuration {
  readonly module: Module;
  readonly node: Node;
  /** From the top of the document; "" where it is the document. */
  readonly path: string;
  findings(json: string): CoreFindings;
}

/** What a document holds: configurations of ours, with what there is to say of what they are in; or what it is instead. */
export type Content =
  | { readonly configurations: readonly Configuration[]; readonly advice: readonly Advice[] }
  | { readonly other: string };

/** The paths to a configuration in an object of Kubernetes, and to the URL of the module that reads it. */
interface Wrapped {
  readonly config: string;
  readonly url: string;
}

const WRAPPERS: Readonly<Record<string, (document: Node) => Wrapped[]>> = {
  WasmPlugin: () => [{ config: "spec.pluginConfig", url: "spec.url" }],
  TrafficExtension: () => [{ config: "spec.wasm.pluginConfig", url: "spec.wasm.url" }],
  EnvoyExtensionPolicy: (document) => {
    const extensions = at(document, "spec.wasm");
    return (Array.isArray(extensions) ? extensions : []).map((_, i) => {
      const source = at(document, `spec.wasm[${i}].code.image`) === undefined ? "http" : "image";
      return { config: `spec.wasm[${i}].config`, url: `spec.wasm[${i}].code.${source}.url` };
    });
  },
};
const PROPAGATION_FIELDS = ["headers", "headerPrefixes", "correlate", "direction", "ttl"];

/** What `document` holds. One that is no object of Kubernetes is a configuration, unless it looks like nothing of ours. */
export function contentOf(document: Node): Content {
  const kind = at(document, "kind");
  if (typeof kind === "string" && at(document, "apiVersion") !== undefined) {
    const wrapped = Object.hasOwn(WRAPPERS, kind) ? WRAPPERS[kind]!(document) : [];
    const ours = wrapped.flatMap((each) => {
      const configuration = configurationAt(document, each);
      return configuration === undefined ? [] : [{ configuration, url: each.url }];
    });
    if (ours.length === 0) return { other: `${article(kind)} ${kind} without rules` };
    const loose = ours.filter(({ url }) => at(document, url.replace(/url$/, "sha256")) === undefined);
    const ofImages = loose.flatMap(({ url }) => adviceOnImage(url, at(document, url)));
    const configurations = ours.map(({ configuration }) => configuration);
    return { configurations, advice: [...ofImages, ...adviceOnSize(document)] };
  }
  const module = moduleFor(document.value);
  if (module === undefined) return { other: "neither rules nor a manifest that holds some" };
  return { configurations: [configuration(module, document, "")], advice: [] };
}

function configurationAt(document: Node, { config, url }: Wrapped): Configuration | undefined {
  const value = at(document, config);
  const name = /header-propagation|hash-tagging/.exec(String(at(document, url)))?.[0];
  const module = name === undefined ? moduleFor(value) : (name as Module);
  if (module === undefined || value === undefined) return undefined;
  return configuration(module, { value, place: find(document.place, config).place }, config);
}

function configuration(module: Module, node: Node, path: string): Configuration {
  return { module, node, path, findings: FINDINGS[module] };
}

/** By what a configuration has in it; undefined where that is nothing of ours. */
function moduleFor(value: unknown): Module | undefined {
  if (step(value, "release") !== undefined && step(value, "steps") !== undefined) return "release";
  if (step(value, "rules") !== undefined || step(value, "reserve") !== undefined) return "hash-tagging";
  if (isOfTests(step(value, "tests"))) return "tests";
  const isPropagation = PROPAGATION_FIELDS.some((name) => step(value, name) !== undefined);
  return isPropagation ? "header-propagation" : undefined;
}

/** Tests of ours expect tags; those of other programs have a list of that name too. */
function isOfTests(tests: unknown): boolean {
  return Array.isArray(tests) && tests.some((each) => step(each, "tags") instanceof Map);
}

function article(word: string): string {
  return /^[AEIOU]/.test(word) ? "an" : "a";
}
