import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

// This file is run from cli/files/ and, compiled, from build/cli/files/: the package is the nearest folder with a package.json.
const root = [new URL("../../", import.meta.url), new URL("../../../", import.meta.url)].find((folder) =>
  existsSync(new URL("package.json", folder)),
)!;

export const version: string = JSON.parse(readFileSync(new URL("package.json", root), "utf8")).version;

/** Where `make build` puts a module, and where the installed package has it. */
export function modulePath(name: string): string {
  return fileURLToPath(new URL(`build/${name}.wasm`, root));
}

/** The index of the OCI image that `make image` writes of a module: it names the digest of the image's manifest. */
export function imageIndexPath(name: string): string {
  return fileURLToPath(new URL(`build/${name}.oci/index.json`, root));
}

/** The text of the JSON Schema of a configuration. */
export function schemaText(name: string): string {
  return readFileSync(new URL(`schema/${name}.json`, root), "utf8");
}

/** Where `make page` puts the page, and where the installed package has it. */
export function pagePath(): string {
  return fileURLToPath(new URL("build/page", root));
}
