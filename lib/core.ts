// The rules' meaning, as the filter has it: this file only carries text, bytes and handles to the compiled core.
import * as core from "#core";

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

const utf8 = new TextEncoder();
const bytesOf = (value: string | Uint8Array): Uint8Array =>
  typeof value === "string" ? utf8.encode(value) : value;

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
   * have one between their parts.
   */
  readonly reads: string[];
  /** The request headers that belong to the gateway, in lower case, in the order of the file. */
  readonly tagHeaders: string[];
  /** Beginnings of names that are reserved, in lower case: each header with one of them belongs to the gateway too. */
  readonly reservedPrefixes: string[];

  private constructor(private readonly configuration: ReturnType<typeof core.parse>) {
    ({ errors: this.errors, warnings: this.warnings } = findingsOf(core.report(configuration)));
    this.reads = core.reads(configuration);
    this.tagHeaders = core.tagHeaders(configuration);
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

  /** Whether the gateway removes a header, by its lower-case name, from every request unless a rule sets it. */
  owns(name: string): boolean {
    return core.owns(this.configuration, name);
  }

  /**
   * The tags of a request, by tagHeader; one that is absent is removed from the request. `request` has values by the names
   * of `reads`; one that it lacks is missing.
   */
  tags(request: Record<string, string | Uint8Array>): Record<string, string> {
    const values = this.reads.map((name) => {
      const value = request[name] ?? (name === ":authority" ? request["host"] : undefined);
      return value === undefined ? null : bytesOf(value);
    });
    const tagValues = core.tag(this.configuration, values);
    return Object.fromEntries(
      this.tagHeaders.map((name, i) => [name, tagValues[i] ?? ""]).filter(([, tagValue]) => tagValue !== ""),
    );
  }
}

/** The bucket of a header value, in [0, modulo). `modulo` is a whole number from 1 to 4294967295. */
export function bucket(value: string | Uint8Array, modulo: number): number {
  return core.bucket(bytesOf(value), modulo);
}

/** What there is to say of a configuration of the propagation module, by its JSON text. */
export function propagationFindings(json: string | Uint8Array): Findings {
  return findingsOf(core.propagationReport(bytesOf(json)));
}

/** The message of an error "unquoted" where the value is written so in its file; "" where nothing is written. */
export function unquoted(written: string): string {
  return core.unquoted(written);
}
