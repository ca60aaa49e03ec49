import type { Rules, Values } from "../../lib/core.js";
import type { Named } from "../../lib/request/lines.js";
import { idFault } from "../../lib/request/id.js";
import { NoRequest, requestOf } from "../../lib/request/request.js";
import type { Asked } from "../state/state.ts";

/** What Envoy would report of the request that is asked about; or which field of it says no request, and why. */
export type Request =
  { readonly values: Values; readonly id: string | undefined } | { readonly fault: string };

/** Never throws. An empty id is a request without one. */
export function requestFor({ id, url, method, headers, cookies, claims }: Asked, rules: Rules): Request {
  const fault = id === "" ? undefined : idFault(rules, id);
  if (fault !== undefined) return { fault: `User id: ${fault}` };
  try {
    const described = {
      url: url === "" ? undefined : url,
      method: method === "" ? undefined : method,
      headers: pairs(headers, ":"),
      cookies: pairs(cookies, "="),
      claims: pairs(claims, "="),
    };
    return { values: requestOf(described, rules), id: id === "" ? undefined : id };
  } catch (error) {
    if (!(error instanceof NoRequest)) throw error;
    const of = error.entry === undefined ? "" : `${error.entry}: `;
    return { fault: `${error.field}: ${of}${error.message}` };
  }
}

/** The pairs of a text that has one a line; a line without the mark between is a name whose value is empty. */
export function pairs(text: string, between: string): Named[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => {
    const at = line.indexOf(between);
    return at < 0 ? [line.trim(), ""] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  });
}
