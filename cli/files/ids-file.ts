import { createReadStream } from "node:fs";
import type { Ids } from "../../lib/census/census.js";
import { Mistake } from "../../lib/mistake.js";
import { idsOfLines } from "../../lib/population/ids.js";
import { nameOf } from "./config-file.js";
import { reason } from "./reason.js";
import { readAll } from "./streams.js";

const MAX_BYTES = 1 << 29;

/** The ids in `file`, or in `stdin` for "-": one a line, as their bytes are. Throws a Mistake where there are none. */
export async function readIds(file: string, stdin: AsyncIterable<Uint8Array>): Promise<Ids> {
  const name = nameOf(file);
  let bytes: Uint8Array | undefined;
  try {
    bytes = await readAll(file === "-" ? stdin : createReadStream(file), MAX_BYTES);
  } catch (error) {
    throw new Mistake(`${name}: ${reason(error)}`);
  }
  if (bytes === undefined) throw new Mistake(`${name}: more than ${MAX_BYTES} bytes; take a part of the ids`);
  const ids = idsOfLines(bytes);
  if (ids.ends.length === 0) throw new Mistake(`${name}: no ids; write one a line`);
  return ids;
}
