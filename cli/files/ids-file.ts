import { createReadStream } from "node:fs";
import type { Ids } from "../../lib/census/census.js";
import { Mistake } from "../../lib/mistake.js";
import { idsOfLines } from "../../lib/population/ids.js";
import { nameOf } from "./config-file.js";
import { reason } from "./reason.js";
import { readAll } from "./streams.js";

const MAX_BYTES = 1 << 29;
const [TAB, LF, CR, SEPARATOR, BLANK, DELETE] = [9, 10, 13, 31, 32, 127];

/** The ids in `file`, or in `stdin` for "-": one a line, as their bytes are. Throws a Mistake where there are none, or control characters. */
export async function readIds(file: string, stdin: AsyncIterable<Uint8Array>): Promise<Ids> {
  const name = nameOf(file);
  let bytes: Uint8Array | undefined;
  try {
    bytes = await readAll(file === "-" ? stdin : createReadStream(file), MAX_BYTES);
  } catch (error) {
    throw new Mistake(`${name}: ${reason(error)}`);
  }
  if (bytes === undefined) throw new Mistake(`${name}: more than ${MAX_BYTES} bytes; take a part of the ids`);
  const control = bytes.findIndex(isControl);
  if (control >= 0) {
    const line = bytes.subarray(0, control).filter((byte) => byte === LF).length + 1;
    throw new Mistake(`${name}:${line}: a control character, which is in no id; write one id a line`);
  }
  const ids = idsOfLines(bytes);
  if (ids.ends.length === 0) throw new Mistake(`${name}: no ids; write one a line`);
  return ids;
}

/** U+001F joins the values of one id; the other control characters are in none. */
function isControl(byte: number): boolean {
  return (
    (byte < BLANK && byte !== TAB && byte !== LF && byte !== CR && byte !== SEPARATOR) || byte === DELETE
  );
}
