// The rules' meaning, as the filter has it: this file only carries text, bytes and handles to the compiled core.
import * as core from "#core";

/** `path` is where in the configuration, such as "rules[0].policies[1].range"; "" is the whole of it. */
export interface ConfigError {
  path: string;
  message: string;
}

const utf8 = new TextEncoder();
const bytesOf = (value: string | Uint8Array): Uint8Array =>
  typeof value === "string" ? utf8.encode(value) : value;

function errorsOf(report: ReturnType<typeof core.report>): ConfigError[] {
  const pairs = core.errors(report);
  const errors = Array.from({ length: pairs.length / 2 }, (_, i) => ({
    path: pairs[2 * i] ?? "",
    message: pairs[2 * i + 1] ?? "",
  }));
  const hidden = core.hiddenErrors(report);
  return hidden > 0 ? [...errors, { path: "", message: `and ${hidden} more` }] : errors;
}

/** A parsed configuration; with errors it tags nothing. */
export class Rules {
  readonly errors: ConfigError[];
  /** The request headers that are hashed, in lower case. */
  readonly headers: string[];
  /** The request headers that belong to the gateway, in lower case, in the order of the file. */
  readonly tagHeaders: string[];

  private constructor(private readonly configuration: ReturnType<typeof core.parse>) {
    this.errors = errorsOf(core.report(configuration));
    this.headers = core.headers(configuration);
    this.tagHeaders = core.tagHeaders(configuration);
  }

  /** Reads the JSON text that Envoy hands to the plugin. Never throws: see `errors`. */
  static parse(json: string | Uint8Array): Rules {
    return new Rules(core.parse(bytesOf(json)));
  }

  /**
   * The tags of a request, by tagHeader; one that is absent is removed from the request. `request` has header values by
   * lower-case name; a header that it lacks is missing.
   */
  tags(request: Record<string, string | Uint8Array>): Record<string, string> {
    const values = this.headers.map((name) => bytesOf(request[name] ?? ""));
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

/** What is wrong with a configuration of the propagation module, by its JSON text; empty when it is valid. */
export function propagationErrors(json: string | Uint8Array): ConfigError[] {
  return errorsOf(core.propagationReport(bytesOf(json)));
}
