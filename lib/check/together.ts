import type { Node } from "../yaml/documents.js";
import { find } from "../yaml/locate.js";
import type { CheckedText } from "./checked-text.js";
import { contentOf } from "./configurations.js";
import type { Diagnostic, Severity } from "./diagnostic.js";
import { diagnosticAt } from "./diagnostic-at.js";
import { waysOf } from "./routes.js";
import { idle, unrouted } from "./routing.js";
import { described, tagsOf } from "./tags.js";
import { keyHeaders, mayVouch, vouches } from "./vouching.js";

/** A document of one of several texts. */
interface Part {
  readonly text: CheckedText;
  readonly document: Node;
}

/** Says what only texts that are applied together tell: whether routes fit the tags, and who vouches for a key. */
export function checkTogether(texts: readonly CheckedText[]): Diagnostic[] {
  const parts = texts.flatMap((text) => text.documents.map((document) => ({ text, document })));
  return [...routing(parts), ...vouching(parts)];
}

/** Whether a document is worth naming beside rules: it has routes, or may vouch for a key. */
export function isBesideOurs(document: Node): boolean {
  return waysOf(document).length > 0 || mayVouch(document);
}

function routing(parts: readonly Part[]): Diagnostic[] {
  const routers = parts
    .map((part) => ({ part, ways: waysOf(part.document) }))
    .filter(({ ways }) => ways.length > 0);
  if (routers.length === 0) return [];
  const ways = routers.map((router) => router.ways);
  const rules = parts.flatMap((part) => rulesOf(part).map((rule) => ({ part, rule })));
  const off = rules.filter(({ rule }) => rule.bucket === null).map(({ rule }) => rule.tagHeader);
  const tags = rules.flatMap(({ part, rule }) => tagsOf(rule).map((tag) => ({ part, tag })));
  const missing = new Map<string, Diagnostic>(); // one for what several rules give
  for (const { part, tag } of tags) {
    const found = unrouted(tag, ways);
    if (found !== undefined && !missing.has(found.message))
      missing.set(found.message, said(part, "warning", { id: "unrouted-tag", ...found }));
  }
  const known = tags.map(({ tag }) => tag).filter(({ header }) => !off.includes(header));
  const unused = routers.flatMap((router) =>
    idle(router.ways, known).map((path) => {
      const message = "no rule here gives a tag that this matches; remove it once no rule is to come";
      return said(router.part, "advice", { id: "idle-route", path, message });
    }),
  );
  return [...missing.values(), ...unused];
}

function vouching(parts: readonly Part[]): Diagnostic[] {
  const deployed = parts.filter(({ document }) => isDeployment(document));
  return deployed.flatMap((part) =>
    [...keyHeaders(rulesOf(part))].flatMap(([header, rule]) => {
      if (parts.some(({ document }) => vouches(document, header))) return [];
      const fault = `nothing here writes ${JSON.stringify(header)} anew, so that a client may choose its bucket`;
      const remedy = "let a RequestAuthentication write it, or see docs/who-sets-the-id.md";
      return [
        said(part, "advice", { id: "unvouched-key", path: `${rule}.header`, message: `${fault}; ${remedy}` }),
      ];
    }),
  );
}

/** Whether a document is an object that brings rules to a gateway, and no file of rules. */
function isDeployment(document: Node): boolean {
  const content = contentOf(document);
  return !("other" in content) && content.configurations.some(({ path }) => path !== "");
}

function rulesOf({ document }: Part): ReturnType<typeof described> {
  const content = contentOf(document);
  return "other" in content ? [] : content.configurations.flatMap(described);
}

function said(
  { text, document }: Part,
  severity: Severity,
  finding: { id: string; path: string; message: string },
): Diagnostic {
  const { offset } = find(document.place, finding.path).place;
  return diagnosticAt(text.file, text.source, severity, { offset, ...finding });
}
