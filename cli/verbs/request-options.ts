import { type Rules, secondOf, type Values } from "../../lib/core.js";
import { Mistake } from "../../lib/mistake.js";
import type { Named } from "../../lib/request/lines.js";
import { type Described, NoRequest, requestOf } from "../../lib/request/request.js";
import type { Flags } from "../usage/flags.js";

/** What a request has, whenever it comes, in the order of the help. */
export const REQUEST_PARTS = {
  header: {
    heading: "The request",
    type: "string",
    multiple: true,
    value: "'NAME: VALUE'",
    help: "a header; as often as there are some",
  },
  cookie: {
    type: "string",
    multiple: true,
    value: "NAME=VALUE",
    help: "a cookie; as often as there are some",
  },
  url: { type: "string", value: "URL", help: "https://HOST/PATH?QUERY, or the path alone (default /)" },
  method: { type: "string", value: "METHOD", help: "the method (default GET)" },
  claim: {
    type: "string",
    multiple: true,
    value: "PATH=VALUE",
    help: "a claim of the token that the gateway has verified, such as sub or org.id",
  },
  property: {
    type: "string",
    multiple: true,
    value: "PATH=VALUE",
    help: "a property that Envoy has for the request, with dots between the parts of its path",
  },
  address: { type: "string", value: "IP", help: "the address of the client" },
} as const satisfies Flags;

/** What describes a request. */
export const REQUEST_OPTIONS = {
  ...REQUEST_PARTS,
  at: { type: "string", value: "TIME", help: "when it comes, such as 2026-12-01T09:00:00Z (default now)" },
} as const satisfies Flags;

/** When it is, where no request is asked about. */
export const AT = {
  at: {
    ...REQUEST_OPTIONS.at,
    help: "when it is, for schedules, such as 2026-12-01T09:00:00Z (default now)",
  },
} as const satisfies Flags;

export type Given = { [name in keyof typeof REQUEST_OPTIONS]?: string | string[] | undefined };
const OPTIONS = { headers: "header", cookies: "cookie", claims: "claim", properties: "property" } as const;

/** The request that the options describe. */
export function describedBy(given: Given): Described {
  const { url, method, address } = given as Record<string, string | undefined>;
  return {
    url,
    method,
    address,
    headers: pairs("header", given.header, ":", "'NAME: VALUE'"),
    cookies: pairs("cookie", given.cookie, "=", "NAME=VALUE"),
    claims: pairs("claim", given.claim, "=", "PATH=VALUE"),
    properties: pairs("property", given.property, "=", "PATH=VALUE"),
  };
}

/** What Envoy would report of it. Throws a Mistake that names the option. */
export function valuesOf(described: Described, rules: Rules): Values {
  try {
    return requestOf(described, rules);
  } catch (error) {
    if (!(error instanceof NoRequest)) throw error;
    const option = OPTIONS[error.field as keyof typeof OPTIONS] ?? error.field;
    throw new Mistake(`--${option}: ${error.entry === undefined ? "" : `${error.entry}: `}${error.message}`);
  }
}

/** Whether the options say anything of a request but when it comes. */
export function isDescribed(given: Given): boolean {
  const names = Object.keys(REQUEST_PARTS) as (keyof Given)[];
  return names.some((name) => given[name] !== undefined);
}

/** Moves the rules to the time of --at; without one they stay at now. */
export function moveTo(at: string | undefined, rules: Rules): void {
  if (at !== undefined) rules.at(secondAt(at));
}

/** The time of --at, in seconds since 1970; without one, now. */
export function secondAt(at: string | undefined): number {
  if (at === undefined) return Date.now() / 1000;
  const second = secondOf(at);
  if (second !== undefined) return second;
  throw new Mistake(`--at: ${JSON.stringify(at)} is no time; write it as 2026-12-01T09:00:00Z`);
}

function pairs(option: string, given: string | string[] | undefined, between: string, form: string): Named[] {
  return [given ?? []].flat().map((text) => {
    const at = text.indexOf(between, 1); // the names of pseudo-headers begin with a colon
    if (at > 0) return [text.slice(0, at).trim(), text.slice(at + 1)];
    throw new Mistake(`--${option}: ${JSON.stringify(text)} has no ${between}; write ${form}`);
  });
}
