import type { DescribedRule, DescribedSource } from "../described.js";
import type { Node } from "../yaml/documents.js";
import { YamlConfiguration } from "../yaml/configuration.js";
import { at, itemsAt, step } from "./at.js";

/** Envoy writes them itself, and takes what clients send in them. */
const OF_ENVOY = ["x-forwarded-client-cert", "x-envoy-external-address"];
/** Filters of Envoy that know who sends a request, and may write any header. */
const FILTERS = /envoy\.filters\.http\.(?:jwt_authn|ext_authz|oauth2)/;

/** By kind, whether an object writes a header anew before the filter sees it. */
const KINDS: Readonly<Record<string, (document: Node, header: string) => boolean>> = {
  RequestAuthentication: ({ value }, header) =>
    itemsAt(value, "spec.jwtRules").some(
      ([rule]) =>
        isName(step(rule, "outputPayloadToHeader"), header) ||
        isWritten(rule, "outputClaimToHeaders", header),
    ),
  // Asks a service, which may write headers.
  AuthorizationPolicy: (document) => at(document, "spec.action") === "CUSTOM",
  SecurityPolicy: (document, header) =>
    ["extAuth", "oidc", "basicAuth", "apiKeyAuth"].some(
      (name) => at(document, `spec.${name}`) !== undefined,
    ) ||
    itemsAt(document.value, "spec.jwt.providers").some(([each]) => isWritten(each, "claimToHeaders", header)),
  EnvoyFilter: (document) => FILTERS.test(new YamlConfiguration(document).json),
};

/** Whether a document is of a kind that may vouch for a header. */
export function mayVouch(document: Node): boolean {
  return Object.hasOwn(KINDS, String(at(document, "kind")));
}

/** Whether something in a document writes `header` anew before the filter sees it. */
export function vouches(document: Node, header: string): boolean {
  return mayVouch(document) && KINDS[String(at(document, "kind"))]!(document, header);
}

/** Whether a list of claims, each for a header, has this one. */
function isWritten(rule: unknown, list: string, header: string): boolean {
  return itemsAt(rule, list).some(([each]) => isName(step(each, "header"), header));
}

/** The headers that keys of rules are taken from, each with the path of the first rule that does. */
export function keyHeaders(rules: readonly DescribedRule[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { key, path } of rules) {
    for (const name of key.sources.flatMap(headersIn)) {
      if (!found.has(name) && !OF_ENVOY.includes(name)) found.set(name, path);
    }
  }
  return found;
}

function headersIn({ kind, name, parts }: DescribedSource): string[] {
  return kind === "header" ? [name] : parts.flatMap(headersIn);
}

function isName(written: unknown, header: string): boolean {
  return typeof written === "string" && written.toLowerCase() === header;
}
