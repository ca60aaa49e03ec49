/** In the place of Node's file system, of which the built core asks only in Node. */
export function readFile(): never {
  throw new Error("a browser reads no files");
}
