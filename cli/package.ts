import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

// This file is run from cli/ and, compiled, from build/cli/: the package is the nearest folder with a package.json.
const root = [new URL("../", import.meta.url), new URL("../../", import.meta.url)].find((folder) =>
  existsSync(new URL("package.json", folder)),
)!;

export const version: string = JSON.parse(readFileSync(new URL("package.json", root), "utf8")).version;

/** Where `make build` puts the filter, and where the installed package has it. */
export const modulePath = fileURLToPath(new URL("build/hash-tagging.wasm", root));

/** The index of the OCI image that `make image` writes: it names the digest of the image's manifest. */
export const imageIndexPath = fileURLToPath(new URL("build/hash-tagging.oci/index.json", root));
