import type { Writable } from "node:stream";
import { Mistake } from "../../lib/mistake.js";
import { reason } from "./reason.js";

/** The streams of a process, with their descriptors; a test gives its own, which have none. */
export interface Streams {
  readonly stdin: AsyncIterable<Uint8Array> & { readonly fd?: number };
  readonly stdout: Writable & { readonly fd?: number; readonly isTTY?: boolean };
  readonly stderr: Writable & { readonly isTTY?: boolean };
}

/** Writes all of `text`. A reader who has gone, as in `| head -1`, has read enough: that is no error. */
export function write(stream: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (!error || ("code" in error && error.code === "EPIPE")) resolve();
      else reject(new Mistake(`standard output: ${reason(error)}`));
    });
  });
}

/** All that `source` has to say, if it is at most `limit` bytes; else undefined, without reading on. */
export async function readAll(
  source: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
