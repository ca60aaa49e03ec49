// tests/vectors/rules-*.jsonl, response-*.jsonl and propagation-*.jsonl: a file a feature, a row a line, for every layer: the built core,
// the release modules under the emulated host, the real Envoy. A row is the hash or the bucket of a value, a configuration
// that is taken (the cases below it are its requests), one that is taken with warnings, or one that is refused with errors.
import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("vectors/", import.meta.url);

const stray = readdirSync(folder).find((file) => !/^(rules|response|propagation|hash|regex)-/.test(file));
if (stray !== undefined)
  throw new Error(`no test reads tests/vectors/${stray}; begin its name as the others do`);

/** A header value, or a whole text: UTF-8 of a string, raw bytes in hexadecimal, or a repeated string. */
export type Value = string | { hex: string } | { repeat: string; times: number };

/** A configuration as an object, or as its text where the text matters. */
export interface Configured {
  name: string;
  config?: unknown;
  json?: Value;
}

interface Request {
  case: string;
  /** Header lines as the client sends them: a name may come several times, in any letter case. */
  request: [name: string, value: Value][];
}

/** What must reach the upstream of each of these headers; null: nothing. */
export type Arriving = Record<string, string | null>;

export type RequestCase = Request & { /** Of every tagHeader. */ tags: Arriving };
/** `told` are the header lines that the answer gets; {id} stands for an id that was made. */
export type AnswerCase = RequestCase & { told: [name: string, value: string][] };
/** Every header that is not among these goes through as it was. */
export type PropagationCase = Request & { headers: Arriving };

type Group<Case> = Configured & { cases: Case[] };
type Refused = Configured & { errors: string[] };

function rows(names: RegExp): object[] {
  const files = readdirSync(folder).filter((file) => names.test(file));
  const lines = files.flatMap((file) => readFileSync(new URL(file, folder), "utf8").trimEnd().split("\n"));
  return lines.map((line) => JSON.parse(line) as object);
}

const having = <Row>(rows: object[], field: keyof Row & string): Row[] =>
  rows.filter((row) => field in row) as Row[];

/** The configurations that are taken, each with the cases that stand below it. */
function groups<Case extends Request>(rows: object[]): Group<Case>[] {
  const groups: Group<Case>[] = [];
  for (const row of rows) {
    if ("case" in row) groups.at(-1)!.cases.push(row as Case);
    else if ("name" in row && !("errors" in row || "warnings" in row))
      groups.push({ ...(row as Configured), cases: [] });
  }
  return groups;
}

const ofRules = rows(/^rules-/);

export const vectors = {
  hash: having<{ value: Value; hash: string; source: string }>(ofRules, "hash"),
  buckets: having<{ value: Value; modulo: number; bucket: number; source: string }>(ofRules, "bucket"),
  requests: groups<RequestCase>(ofRules),
  warnings: having<Configured & { warnings: string[] }>(ofRules, "warnings"),
  errors: having<Refused>(ofRules, "errors"),
};

const ofResponse = rows(/^response-/);

/** With configurations that the module that sees answers takes, and no other. */
export const responseVectors = {
  answers: groups<AnswerCase>(ofResponse),
  errors: having<Refused>(ofResponse, "errors"),
};

const propagating = (place: string): Group<PropagationCase>[] =>
  groups(rows(new RegExp(`^propagation-${place}`)));

export const propagationVectors = {
  inbound: propagating("inbound"),
  outbound: propagating("outbound"),
  /** With configurations of the tagging filter. */
  gateway: propagating("gateway"),
  errors: having<Refused>(rows(/^propagation-errors/), "errors"),
};

export function bytesOf(value: Value): Buffer {
  if (typeof value === "string") return Buffer.from(value);
  return "hex" in value ? Buffer.from(value.hex, "hex") : Buffer.from(value.repeat.repeat(value.times));
}

/** False for what asks for claims or properties, which Envoy does not show the native module: it refuses such rules. */
export function isShownNatively(vector: Configured): boolean {
  return !/"(claim|property)"/.test(configText(vector));
}

/** The JSON text of a vector's configuration, as Envoy hands it to the plugin. */
export function configText({ config, json }: Configured): string {
  return json === undefined ? JSON.stringify(config) : bytesOf(json).toString();
}
