/**
 * Istio's own programs and crane, built from the sources that go.mod and go.sum pin and kept in the cache.
 * `node --import tsx lab/istio/tools.ts` builds them ahead: minutes the first time, nothing after. Without Go it only
 * says so, as the tests that need them are skipped then.
 */
import { spawnSync } from "node:child_process";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { cached } from "../cache.ts";
import { goBuild } from "../go-build.ts";
import { MissingPart } from "../install-envoy.ts";

const HERE = import.meta.dirname;
const PINS = ["go.mod", "go.sum", "istiod-lab/main.go", "loopback-up/main.go"].map((file) =>
  join(HERE, file),
);
const CRANE = "github.com/google/go-containerregistry/cmd/crane";
const ISTIO = [
  "./istiod-lab",
  "istio.io/istio/istioctl/cmd/istioctl",
  "istio.io/istio/pilot/cmd/pilot-agent",
];
/** The template that istio-proxy's image has at /var/lib/istio/envoy. */
const BOOTSTRAP = "tools/packaging/common/envoy_bootstrap.json";

/** crane alone: seconds to build, where the whole lab takes minutes. Without Go, the one on the PATH. */
export async function crane(): Promise<string> {
  if (spawnSync("go", ["version"]).error && !spawnSync("crane", ["version"]).error) return "crane";
  return join(await cached("crane", PINS.slice(0, 2), (into) => goBuild(HERE, [CRANE], into)), "crane");
}

/** What brings up the loopback interface of a namespace. */
export async function loopbackUp(): Promise<string> {
  return join(
    await cached("loopback-up", PINS, (into) => goBuild(HERE, ["./loopback-up"], into)),
    "loopback-up",
  );
}

export type IstioTool = "istiod-lab" | "istioctl" | "pilot-agent" | "envoy_bootstrap.json";

/** Where each program of the lab is. Throws MissingPart where they cannot be had. */
export async function istio(): Promise<(tool: IstioTool) => string> {
  if (process.platform !== "linux") throw new MissingPart("The Istio lab lives in namespaces of Linux.");
  const home = await cached("istio", PINS, async (into) => {
    await goBuild(HERE, ISTIO, into);
    const { stdout } = spawnSync("go", ["list", "-C", HERE, "-m", "-f", "{{.Dir}}", "istio.io/istio"], {
      encoding: "utf8",
    });
    await copyFile(join(stdout.trim(), BOOTSTRAP), join(into, "envoy_bootstrap.json"));
  });
  return (tool) => join(home, tool);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    await crane();
    await loopbackUp();
    await istio();
  } catch (error) {
    if (!(error instanceof MissingPart)) throw error;
    console.error(error.message);
  }
}
