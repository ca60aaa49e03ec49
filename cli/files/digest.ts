import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { BuiltDigest } from "../../lib/manifest/module.js";
import { Mistake } from "../../lib/mistake.js";
import { imageIndexPath, modulePath } from "./package.js";
import { reason } from "./reason.js";

/** The digest of a module in this package, or of the image that `make image` wrote of it. */
export const builtDigest: BuiltDigest = (name, kind) => {
  const [file, target] = kind === "image" ? [imageIndexPath(name), "image"] : [modulePath(name), "build"];
  try {
    const bytes = readFileSync(file);
    if (kind === "web") return createHash("sha256").update(bytes).digest("hex");
    return JSON.parse(bytes.toString()).manifests[0].digest.replace("sha256:", "");
  } catch (error) {
    throw new Mistake(`--sha256 auto: ${file}: ${reason(error)}; run make ${target}`);
  }
};
