import type { Line } from "../../emulated/host.ts";

/**
 * Configurations that take different ways through the modules. They hash nothing: with modulo 1 every request with an id has
 * the tag. The number `k` of a configuration stands in the values it gives.
 */
const rule = (header: string, tagHeader: string, tagValue: string, range = 1) => ({
  header,
  modulo: 1,
  tagHeader,
  policies: [{ range, tagValue }],
});

const few = (k: number) => [
  rule("x-user-id", "appver-a", `v${k}`),
  rule("x-device", "lane", `s${k}`),
  rule("x-user-id", "appver-off", "off", 0),
];

/** So many tag headers that the module reads all lines at once. */
const MANY = Array.from({ length: 12 }, (_, i) => `appver-${i}`);

const headers = ["appver-a", "lane"];

/** What a request asks with for how it is decided. */
export const ASKED = { header: "x-why", token: "the-token-of-an-operator" };

/** Rules that read more than headers; all of it is there where the host gives it. */
const keyed = (k: number) => [
  {
    ...rule("", "appver-a", `v${k}`),
    header: undefined,
    key: [{ claim: "sub" }, { header: "x-user-id" }],
    match: [{ uri: { regex: "/|/a+" }, authority: { present: false } }],
  },
  ...few(k).slice(1),
];

export const KINDS = {
  few: (k: number) => ({ rules: few(k) }),
  many: (k: number) => ({ rules: [...few(k), ...MANY.map((name) => rule("x-device", name, `s${k}`))] }),
  reserving: (k: number) => ({ rules: few(k), reserve: ["appver-*"] }),
  baggage: (k: number) => ({ rules: few(k), propagate: { baggage: true } }),
  counted: (k: number) => ({ rules: few(k), metrics: true }),
  keyed: (k: number) => ({ rules: keyed(k) }),
  guarded: (k: number) => ({ rules: few(k), debug: { ...ASKED, token: "a-token-nobody-has-sent" } }),
  explained: (k: number) => ({ rules: few(k), debug: ASKED, metrics: true }),
  telling: (k: number) => ({
    rules: [...few(k), rule("x-nobody", "appver-made", `m${k}`)],
    response: { header: "x-mix", cookie: { name: "mix" } },
    anonymousId: { cookie: "anon" },
  }),
  inbound: () => ({ headers, direction: "inbound" }),
  outbound: () => ({ headers, direction: "outbound" }),
  remembering: () => ({ headers, direction: "inbound", correlate: "x-request-id" }),
  recalling: () => ({ headers, direction: "outbound", correlate: "x-request-id" }),
};

export type Kind = keyof typeof KINDS;

export const GATEWAY: Kind[] = [
  "few",
  "many",
  "reserving",
  "baggage",
  "counted",
  "keyed",
  "guarded",
  "explained",
];
export const ANSWERING: Kind[] = ["telling", "telling", "few", "explained"];
export const SIDECAR: Kind[] = ["inbound", "outbound", "remembering", "recalling"];

/**
 * The tag headers of configuration `k`, each with the header that is hashed for it, "" where an id is made, and the value that it
 * gives.
 */
export function tagHeaders(kind: Kind, k: number): { name: string; hashed: string; tagValue?: string }[] {
  return [
    ...(kind === "telling" ? [{ name: "appver-made", hashed: "", tagValue: `m${k}` }] : []),
    { name: "appver-a", hashed: "x-user-id", tagValue: `v${k}` },
    { name: "lane", hashed: kind === "telling" ? "" : "x-device", tagValue: `s${k}` },
    { name: "appver-off", hashed: "x-user-id" },
    ...(kind === "many" ? MANY.map((name) => ({ name, hashed: "x-device", tagValue: `s${k}` })) : []),
  ];
}

/** The tags of configuration `k`, whatever becomes of them. */
export const tagsOf = (kind: Kind, k: number): Line[] =>
  tagHeaders(kind, k).flatMap(({ name, tagValue }) =>
    tagValue === undefined ? [] : [[name, Buffer.from(tagValue)] satisfies Line],
  );
