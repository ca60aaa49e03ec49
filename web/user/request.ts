import type { Rules, Values } from "../../lib/core.js";
import type { Named } from "../../lib/request/lines.js";
import { idFault } from "../../lib/request/id.js";
import { type Described, NoRequest, requestOf } from "../../lib/request/request.js";
import { unread } from "../../lib/request/unread.js";
import type { Asked } from "../state/state.ts";

/** What Envoy would report of the request that is asked about; or which field of it says no request, and why. */
export type Request =
  | {
      readonly values: Values;
      readonly id: string | undefined;
      /** What no rule reads, a line each. */
      readonly unread: readonly string[];
    }
  | { readonly fault: string };

/** Never throws. An empty id is a request without one. */
export function requestFor(asked: Asked, rules: Rules): Request {
  const { id } = asked;
  const fault = id === "" ? undefined : idFault(rules, id);
  if (fault !== undefined) return { fault: `User id: ${fault}` };
  const described = describedOf(asked);
  try {
    const values = requestOf(described, rules);
    return { values, id: id === "" ? undefined : id, unread: unread(described, rules) };
  } catch (error) {
    if (!(error instanceof NoRequest)) throw error;
    const of = error.entry === undefined ? "" : `${error.entry}: `;
    return { fault: `${error.field}: ${of}${error.message}` };
  }
}

/** The request in the words of the library; an empty field is none. */
export function describedOf({ url, method, headers, cookies, claims, address }: Asked): Described {
  const line = (text: string) => (text === "" ? undefined : text);
  return {
    url: line(url),
    method: line(method),
    headers: pairs(headers, ":"),
    cookies: pairs(cookies, "="),
    claims: pairs(claims, "="),
    address: line(address),
  };
}

/** The pairs of a text that has one a line; a line without the mark between is a name whose value is empty. */
export function pairs(text: string, between: string): Named[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => {
    const at = line.indexOf(between);
    return at < 0 ? [line.trim(), ""] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  });
}
