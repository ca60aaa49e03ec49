/** Builds the native module, and installs the Envoy that runs it; status 2 and a sentence where this machine cannot. */
import { execFileSync, spawnSync } from "node:child_process";
import { envoyPath, funcEPath, MissingPart } from "./install-envoy.ts";

const compiler = process.env.CC ?? "cc";

try {
  if (spawnSync(compiler, ["--version"]).error) {
    throw new MissingPart(`${compiler} not found. Install gcc or clang, or name another compiler in CC.`);
  }
  execFileSync("make", ["--silent", "native"], { stdio: ["ignore", 2, 2] });
  console.log(`func-e ${await funcEPath()}\nenvoy  ${await envoyPath()}`);
} catch (error) {
  if (!(error instanceof MissingPart)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
