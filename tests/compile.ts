import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const root = fileURLToPath(new URL("..", import.meta.url));
const ENTRY = "entry.ts";
const MODULE = "module.wasm";

/** An AssemblyScript text, as if it were in the root, as a module that is optimised as the product is. */
export async function compile(source: string): Promise<Uint8Array<ArrayBuffer>> {
  let wasm: Uint8Array<ArrayBuffer> | undefined;
  const { error, stderr } = await asc.main(
    [
      ENTRY,
      ...["--config", "none", "-O2", "--converge", "--runtime", "minimal", "--exportRuntime"],
      "--outFile",
      MODULE,
    ],
    {
      readFile: (name) => (name === ENTRY ? source : readFile(join(root, name), "utf8").catch(() => null)),
      writeFile: (_, contents) => void (wasm = contents as Uint8Array<ArrayBuffer>),
    },
  );
  if (error !== null || wasm === undefined) throw new Error(stderr.toString());
  return wasm;
}
