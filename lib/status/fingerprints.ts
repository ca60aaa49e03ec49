import { fingerprint } from "../core.js";

/**
 * The fingerprints that rules may have on a gateway, by the forms in which a proxy hands them to its plugin: as their file
 * has them, which `manifest --format envoy` writes; and with the names in order, as Kubernetes and Istio write them, with or
 * without a blank behind each comma.
 */
export function fingerprintsOf(json: string): ReadonlySet<number> {
  const value: unknown = JSON.parse(json);
  const texts = [json, JSON.stringify(value), text(value, ","), text(value, ", ")];
  return new Set(texts.map(fingerprint));
}

function text(value: unknown, comma: string): string {
  if (Array.isArray(value)) return `[${value.map((each) => text(each, comma)).join(comma)}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  const fields = names.map(
    (name) => `${JSON.stringify(name)}:${text((value as Record<string, unknown>)[name], comma)}`,
  );
  return `{${fields.join(comma)}}`;
}
