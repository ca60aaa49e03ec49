import { Mistake } from "../../lib/mistake.js";
import { decoded, readText } from "./config-file.js";
import { readAll } from "./streams.js";

const MAX_BYTES = 1 << 26;
/** Envoy has a filter for its own page. */
const FEWER = "ask for /stats/prometheus?filter=hash_tagging";
const MOST_MS = 10_000;

/** The text at an http(s) URL, or in a file. Throws a Mistake where it does not answer in time, or not with a text. */
export async function readPage(named: string, stdin: AsyncIterable<Uint8Array>): Promise<string> {
  if (!/^https?:/i.test(named)) return readText(named, stdin, MAX_BYTES, FEWER);
  if (!URL.canParse(named)) throw new Mistake(`${named}: no URL; write http://HOST:PORT/stats/prometheus`);
  let bytes: Uint8Array | undefined;
  try {
    const response = await fetch(named, { signal: AbortSignal.timeout(MOST_MS) });
    if (!response.ok) {
      await response.body?.cancel();
      throw new Mistake(`${named}: it answers ${response.status}; Envoy's page is /stats/prometheus`);
    }
    bytes = response.body === null ? new Uint8Array() : await readAll(response.body, MAX_BYTES);
  } catch (error) {
    throw error instanceof Mistake ? error : new Mistake(`${named}: ${unanswered(error)}`);
  }
  if (bytes === undefined) throw new Mistake(`${named}: more than ${MAX_BYTES} bytes; ${FEWER}`);
  return decoded(named, bytes);
}

/** Why there was no answer, without the words of fetch, which says so only in the cause. */
function unanswered(error: unknown): string {
  if (!(error instanceof Error)) throw error;
  if (error.name === "TimeoutError") return `no answer in ${MOST_MS / 1000} seconds`;
  const { cause } = error as { cause?: { code?: unknown; message?: unknown } };
  const said = cause?.code ?? cause?.message ?? error.message;
  return `no answer: ${String(said)}`;
}
