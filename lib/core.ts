// The rules' meaning, as the filter has it: this file only carries text, bytes and handles to the compiled core.
import * as core from "#core";
import type { DescribedRule } from "./described.js";
import type { Explanation } from "./explanation.js";

export type { Decision, Explanation } from "./explanation.js";

/** What the core has to say of one place in a configuration. */
export interface Finding {
  /** What kind it is: "unknown-field", "unquoted" or, of a warning, its name. "" where no program needs to know. */
  id: string;
  /** Such as "rules[0].policies[1].range"; "" is the whole configuration. */
  path: string;
  message: string;
}

/** Errors refuse a configuration; warnings do not. */
export interface Findings {
  errors: Finding[];
  warnings: Finding[];
}

/** What is known of a request, by the names of `reads`. */
export type Values = Readonly<Record<string, string | Uint8Array>>;

/**
 * What many requests come to: a row of `width` numbers each. It has for each tag header the number of its value in
 * `tagValues`, then for each rule its bucket, or NO_BUCKET, and the number of its reason in `reasonNames`.
 */
export interface Decided {
  readonly rows: Uint32Array;
  readonly width: number;
}

export const NO_BUCKET = 0xffffffff;

const utf8 = new TextEncoder();
const bytesOf = (value: string | Uint8Array): Uint8Array =>
  typeof value === "string" ? utf8.encode(value) : value;
const idOf = (id: string | Uint8Array | undefined): Uint8Array | null =>
  id === undefined ? null : bytesOf(id);

function jsonOf(json: ArrayLike<number>): unknown {
  return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(json)));
}

/** The bytes of the texts, one behind the other, and where each ends. */
function packed(texts: readonly string[]): { bytes: Uint8Array; ends: Uint32Array } {
  const all = texts.join("");
  const bytes = utf8.encode(all);
  const isAscii = bytes.length === all.length;
  const ends = new Uint32Array(texts.length);
  let end = 0;
  texts.forEach((text, i) => (ends[i] = end += isAscii ? text.length : utf8.encode(text).length));
  return { bytes, ends };
}

function findingsOf(report: ReturnType<typeof core.report>): Findings {
  return {
    errors: listOf(core.errors(report), core.hiddenErrors(report)),
    warnings: listOf(core.warnings(report), core.hiddenWarnings(report)),
  };
}

/** `texts` has id, path and message of each; `hidden` more are not in it. */
function listOf(texts: string[], hidden: number): Finding[] {
  const findings = Array.from({ length: texts.length / 3 }, (_, i) => {
    const [id = "", path = "", message = ""] = texts.slice(3 * i, 3 * i + 3);
    return { id, path, message };
  });
  return hidden > 0 ? [...findings, { id: "", path: "", message: `and ${hidden} more` }] : findings;
}

/** A parsed configuration; with errors it tags nothing. */
export class Rules implements Findings {
  readonly errors: Finding[];
  readonly warnings: Finding[];
  /**
   * What may be asked of a request: names of headers in lower case, and paths of properties, which begin with a NUL and
   * have one between their parts. "" stands for an id that the gateway makes for the request.
   */
  readonly reads: string[];
  /** The request headers that belong to the gateway, in lower case, in the order of the file. */
  readonly tagHeaders: string[];
  /** Beginnings of names that are reserved, in lower case: each header with one of them belongs to the gateway too. */
  readonly reservedPrefixes: string[];

  /** What each rule goes by, in the order of the file: its name, or its tagHeader where it has none. */
  readonly ruleNames: string[];
  /** For each rule, how many values an id has that is its key, with U+001F between them; 0 for a rule that is off. */
  readonly idParts: number[];

  /** True when only the module that sees answers takes it. */
  readonly needsAnswers: boolean;

  private constructor(
    /** The core's handle: for this file, and for a census. @internal */
    readonly configuration: ReturnType<typeof core.parse>,
  ) {
    ({ errors: this.errors, warnings: this.warnings } = findingsOf(core.report(configuration)));
    this.reads = core.reads(configuration);
    this.tagHeaders = core.tagHeaders(configuration);
    this.ruleNames = core.ruleNames(configuration);
    this.idParts = core.idParts(configuration);
    this.needsAnswers = core.needsAnswers(configuration);
    this.reservedPrefixes = core.reservedPrefixes(configuration);
  }

  /** Reads the JSON text that Envoy hands to the plugin. Never throws: see `errors`. */
  static parse(json: string | Uint8Array): Rules {
    return new Rules(core.parse(bytesOf(json))).at(Date.now() / 1000);
  }

  /** Moves the ranges that have a schedule to where they are at `second`, since 1970; `parse` has moved them to now. */
  at(second: number): this {
    core.at(this.configuration, second);
    return this;
  }

  /** What works as it says, but is rarely what was meant: for who writes the rules. The filter does not log it. */
  get advice(): Finding[] {
    return listOf(core.advice(this.configuration), core.hiddenAdvice(this.configuration));
  }

  /** What each rule is called in the metrics, in the order of the file. */
  get labels(): string[] {
    return core.ruleLabels(this.configuration);
  }

  /** Whether the gateway removes a header, by its lower-case name, from every request unless a rule sets it. */
  owns(name: string): boolean {
    return core.owns(this.configuration, name);
  }

  /**
   * The tags of a request, by tagHeader; one that is absent is removed from the request. `request` has values by the names
   * of `reads`; one that it lacks is missing. `id` is whose request it is, wherever the rules' keys take that from.
   */
  tags(request: Values, id?: string | Uint8Array): Record<string, string> {
    const tagValues = core.tag(this.configuration, this.values(request), idOf(id));
    return Object.fromEntries(
      this.tagHeaders.map((name, i) => [name, tagValues[i] ?? ""]).filter(([, tagValue]) => tagValue !== ""),
    );
  }

  /** How a request comes to its tags, as the filter's `debug` answers it. `request` and `id` as for `tags`. */
  explain(request: Values, id?: string | Uint8Array): Explanation {
    return jsonOf(core.explain(this.configuration, this.values(request), idOf(id))) as Explanation;
  }

  /** What the rules do, as data, in the order of the file; ranges as they are at the last `at`. Empty with errors. */
  described(): DescribedRule[] {
    return (jsonOf(core.describe(this.configuration)) as { rules: DescribedRule[] }).rules;
  }

  /** What requests of many ids come to; `request` as for `tags`. It is fastest with thousands at once. */
  decideIds(ids: readonly string[], request: Values = {}): Decided {
    const { bytes, ends } = packed(ids);
    const rows = core.decideIds(this.configuration, this.values(request), bytes, ends);
    return { rows, width: this.tagHeaders.length + 2 * this.ruleNames.length };
  }

  /** The tag values in those rows, by their numbers; "" where the header is removed. */
  get tagValues(): string[] {
    return core.rowValues(this.configuration);
  }

  /** The tag values that a request can get, by tagHeader. */
  get possibleTags(): Map<string, Set<string>> {
    const pairs = core.possibleTags(this.configuration);
    const tags = new Map(this.tagHeaders.map((name) => [name, new Set<string>()]));
    for (let i = 0; i < pairs.length; i += 2) tags.get(pairs[i]!)!.add(pairs[i + 1]!);
    return tags;
  }

  /** The bytes of each of `reads`, null where the request lacks it: for this file, and for a census. @internal */
  values(request: Values): (Uint8Array | null)[] {
    return this.reads.map((name) => {
      const value = request[name] ?? (name === ":authority" ? request["host"] : undefined);
      return value === undefined ? null : bytesOf(value);
    });
  }
}

/** The words for the reasons of a rule, by their numbers. */
export function reasonNames(): string[] {
  return core.reasonNames();
}

/** The second since 1970 of a time in RFC 3339, as in a schedule; undefined for a text that is none from 1970 to 2105. */
export function secondOf(time: string): number | undefined {
  const second = core.secondOf(time);
  return second < 0 ? undefined : second;
}

/** The name in `reads` of a claim: "sub", or "org.id" for one inside another. */
export function claimRead(claim: string): string {
  return core.claimRead(claim);
}

/** The name in `reads` of the client's address, as Envoy has it: 10.0.0.1:8080 or [2001:db8::1]:8080. */
export function clientRead(): string {
  return core.clientRead();
}

/** The bucket of a header value, in [0, modulo). `modulo` is a whole number from 1 to 4294967295. */
export function bucket(value: string | Uint8Array, modulo: number): number {
  return core.bucket(bytesOf(value), modulo);
}

/** The number that the gauge `hash_tagging_config` shows of a configuration, by the text that the plugin got. */
export function fingerprint(json: string): number {
  return core.fingerprint(bytesOf(json)) >>> 0;
}

/** What there is to say of a configuration of the propagation module, by its JSON text. */
export function propagationFindings(json: string | Uint8Array): Findings {
  return findingsOf(core.propagationReport(bytesOf(json)));
}

/** The message of an error "unquoted" where the value is written so in its file; "" where nothing is written. */
export function unquoted(written: string): string {
  return core.unquoted(written);
}
