import { claimRead, clientRead, type Rules, type Values } from "../core.js";
import { type Named, reported } from "./lines.js";
import { targetOf } from "./url.js";

/** A request as a person describes it. Each field may be missing; then the method is GET, and the path is /. */
export interface Described {
  readonly url?: string | undefined;
  readonly method?: string | undefined;
  /** Lines, in order; a name may come several times. */
  readonly headers?: readonly Named[];
  readonly cookies?: readonly Named[];
  /** By their paths, with dots: sub, org.id. A whole number stands as its digits. */
  readonly claims?: readonly Named[];
  /** Envoy's, by their paths, with dots. */
  readonly properties?: readonly Named[];
  /** The client's IP, as Envoy trusts it. */
  readonly address?: string | undefined;
}

/** What keeps a description from being a request: which field of it, which of its entries, and what to write. */
export class NoRequest extends Error {
  constructor(
    readonly field: keyof Described,
    readonly entry: string | undefined,
    message: string,
  ) {
    super(message);
  }
}

/** What Envoy would report of the request, for Rules.tags and its like. Throws NoRequest. */
export function requestOf(described: Described, rules: Rules): Values {
  const { url = "/", method = "GET", headers = [], cookies = [], claims = [], properties = [] } = described;
  const target = targetOf(url);
  if ("fault" in target) throw new NoRequest("url", undefined, target.fault);
  if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(method)) {
    throw new NoRequest(
      "method",
      undefined,
      `${JSON.stringify(method)} is none; write GET, POST or the like`,
    );
  }
  const values: Record<string, string> = { ...target.values, ":method": method };
  const lines = [...headers.map(headerLine), ...cookies.map(cookieLine)];
  Object.assign(values, reported(lines));
  for (const [claim, value] of claims) values[claimRead(claim)] = value;
  for (const [path, value] of properties) values[propertyRead(path, rules)] = value;
  if (described.address !== undefined) values[clientRead()] = addressOf(described.address);
  return values;
}

function headerLine([name, value]: Named): Named {
  if (name.startsWith(":")) throw new NoRequest("headers", name, "the URL and the method say this");
  if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name))
    throw new NoRequest("headers", name, "this is no name of a header");
  const control = [...value].find((character) => character < " " && character !== "\t");
  if (control !== undefined || value.includes("\x7f")) {
    throw new NoRequest("headers", name, "a control character cannot stand in a header; remove it");
  }
  return [name, value.replace(/^[ \t]+|[ \t]+$/g, "")]; // what stands around a value is no part of it
}

function cookieLine([name, value]: Named): Named {
  const odd = [...`${name}${value}`].find((character) => character === ";" || character < " ");
  if (odd !== undefined) {
    throw new NoRequest("cookies", name, `${JSON.stringify(odd)} cannot stand in a cookie; remove it`);
  }
  if (name === "" || name.includes("=")) throw new NoRequest("cookies", name, "this is no name of a cookie");
  return ["cookie", `${name}=${value}`];
}

/** The property among those that the rules read: a part of a path may have dots itself. */
function propertyRead(path: string, rules: Rules): string {
  const known = rules.reads.filter((name) => name.startsWith("\0"));
  const found = known.find((name) => dotted(name) === path);
  if (found !== undefined) return found;
  const names = known.length === 0 ? "none" : known.map(dotted).join(", ");
  throw new NoRequest("properties", path, `no rule reads this property; they read ${names}`);
}

function dotted(read: string): string {
  return read.slice(1).replaceAll("\0", ".");
}

function addressOf(address: string): string {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(address)) return `${address}:0`;
  if (/^[\da-f:.]*:[\da-f:.]*$/i.test(address) && !/^[\d.]+:\d+$/.test(address)) return `[${address}]:0`;
  throw new NoRequest(
    "address",
    undefined,
    `${JSON.stringify(address)} is no IP address; write it without a port`,
  );
}
