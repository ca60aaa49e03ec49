/**
 * `node --import tsx release/push.ts IMAGE [MODULE]` pushes build/MODULE.oci, of hash-tagging where none is named, to a
 * registry, with the credentials of `docker login`, and prints what to write into the WasmPlugin.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { imageOf } from "./image.ts";
import { MissingPart } from "../lab/install-envoy.ts";
import { crane } from "../lab/istio/tools.ts";

const image = process.argv[2]?.replace(/^oci:\/\//, "");
if (!image) quit("say where to: make push IMAGE=registry.example.com/hash-tagging:0.1.0");
const layout = imageOf(process.argv[3] ?? "hash-tagging");
if (!existsSync(layout)) quit(`there is no ${layout}; run make image`);
const program = await crane().catch((error) => {
  if (error instanceof MissingPart) quit(error.message);
  throw error;
});

const { status, stdout } = spawnSync(program, ["push", layout, image], {
  encoding: "utf8",
  stdio: ["ignore", "pipe", "inherit"],
});
if (status !== 0) process.exit(status ?? 1); // crane has said why
const digest = stdout.trim().split("@")[1]!;
const repository = image.replace(/:[^:/]*$/, "");
console.log(`${image} has the digest ${digest}. For the WasmPlugin, either

  url: oci://${image}
  sha256: ${JSON.stringify(digest.replace("sha256:", ""))}

or, the same in one,

  url: oci://${repository}@${digest}`);

function quit(mistake: string): never {
  console.error(mistake);
  process.exit(2);
}
