import { createReadStream } from "node:fs";
import type { Deployment } from "../../lib/manifest/deployment.js";
import { Mistake } from "../../lib/mistake.js";
import { reason } from "./reason.js";
import { readAll } from "./streams.js";
import { YamlText } from "../../lib/yaml/text.js";

export const MAX_BYTES = 1 << 20;

/** A configuration in which the core has found no fault. */
export interface Config {
  readonly json: string;
  /** What its author should know, a line each. */
  readonly warnings: readonly string[];
}

/** The configuration in `file`, or in `stdin` for "-". */
export async function readConfig(
  deployment: Deployment,
  file: string,
  stdin: AsyncIterable<Uint8Array>,
): Promise<Config> {
  const text = new YamlText(nameOf(file), await readText(file, stdin));
  const findings = deployment.findings(text.json);
  text.refuse(findings);
  return { json: text.json, warnings: text.warnings(findings) };
}

/** What messages call `file`. */
export function nameOf(file: string): string {
  return file === "-" ? "<stdin>" : file;
}

/** The text of `file`, or of `stdin` for "-". Throws a Mistake where there is none in UTF-8, or too much. */
export async function readText(
  file: string,
  stdin: AsyncIterable<Uint8Array>,
  limit = MAX_BYTES,
  remedy = "write fewer rules",
): Promise<string> {
  const name = nameOf(file);
  let bytes: Uint8Array | undefined;
  try {
    bytes = await readAll(file === "-" ? stdin : createReadStream(file), limit);
  } catch (error) {
    throw new Mistake(`${name}: ${reason(error)}`);
  }
  if (bytes === undefined) throw new Mistake(`${name}: more than ${limit} bytes; ${remedy}`);
  return decoded(name, bytes);
}

/** The text that `bytes` are in UTF-8. Throws a Mistake where they are none. */
export function decoded(name: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Mistake(`${name}: not text in UTF-8; save it as such`);
  }
}
