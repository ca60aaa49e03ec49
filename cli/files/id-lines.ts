import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Mistake } from "../../lib/mistake.js";
import { nameOf } from "./config-file.js";
import { reason } from "./reason.js";

const CHUNK = 1 << 18;
/** What Envoy takes as all headers of a request, unless it is told otherwise. */
const MOST_LENGTH = 60 * 1024;
/** Control characters that are in no id; U+001F joins the values of one. */

const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1e\x7f]/;

/** Ids, and how much has been read up to them. */
export interface Ids {
  readonly ids: string[];
  readonly bytes: number;
}

/**
 * The ids in `file`, one a line, some thousands at a time; "-" is `stdin`. Empty lines are passed by, and blanks around an id,
 * as HTTP has none around a value. Throws a Mistake for a file that cannot be read or is no text.
 */
export async function* readIds(file: string, stdin: AsyncIterable<Uint8Array>): AsyncGenerator<Ids> {
  const name = nameOf(file);
  const source = file === "-" ? stdin : createReadStream(file, { highWaterMark: CHUNK });
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let [rest, bytes, lines] = ["", 0, 0];
  try {
    for await (const chunk of source) {
      bytes += chunk.length;
      const all = (rest + decoder.decode(chunk, { stream: true })).split("\n");
      rest = all.pop()!;
      check(name, all, lines);
      check(name, [rest], lines + all.length);
      lines += all.length;
      yield { ids: all.map(trimmed).filter((id) => id !== ""), bytes };
    }
    rest = trimmed(rest + decoder.decode());
  } catch (error) {
    if (error instanceof Mistake) throw error;
    if (error instanceof TypeError) throw new Mistake(`${name}: not text in UTF-8; save it as such`);
    throw new Mistake(`${name}: ${reason(error)}`);
  }
  check(name, [rest], lines);
  if (rest !== "") yield { ids: [rest], bytes };
}

/** How many bytes `file` has; undefined for a pipe and its like. */
export async function sizeOf(file: string): Promise<number | undefined> {
  if (file === "-") return undefined;
  const known = await stat(file).catch(() => undefined);
  return known?.isFile() ? known.size : undefined;
}

/** Blanks are rare, so they are looked for before they are cut. */
function trimmed(line: string): string {
  return /^[ \t\r]|[ \t\r]$/.test(line) ? line.replace(/^[ \t\r]+|[ \t\r]+$/g, "") : line;
}

function check(name: string, lines: readonly string[], before: number): void {
  const wrong = lines.findIndex((line) => line.length > MOST_LENGTH || CONTROL.test(line));
  if (wrong < 0) return;
  const fault = CONTROL.test(lines[wrong]!)
    ? "a control character, which is in no id; write one id a line"
    : `more than ${MOST_LENGTH} characters; write one id a line`;
  throw new Mistake(`${name}:${before + wrong + 1}: ${fault}`);
}
