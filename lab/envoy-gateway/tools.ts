/**
 * Envoy Gateway, built from the sources that go.mod and go.sum pin and kept in the cache.
 * `node --import tsx lab/envoy-gateway/tools.ts` builds it ahead: minutes the first time, nothing after. Without Go it only
 * says so, as the tests that need it are skipped then.
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { cached } from "../cache.ts";
import { goBuild } from "../go-build.ts";
import { MissingPart } from "../install-envoy.ts";

const HERE = import.meta.dirname;
const PACKAGE = "github.com/envoyproxy/gateway/cmd/envoy-gateway";

/** Where the program is. Throws MissingPart where it cannot be had. */
export async function envoyGateway(): Promise<string> {
  if (process.platform !== "linux") {
    throw new MissingPart("The lab of Envoy Gateway lives in namespaces of Linux.");
  }
  const pins = ["go.mod", "go.sum"].map((file) => join(HERE, file));
  const home = await cached("envoy-gateway", pins, (into) => goBuild(HERE, [PACKAGE], into));
  return join(home, "envoy-gateway");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    await envoyGateway();
  } catch (error) {
    if (!(error instanceof MissingPart)) throw error;
    console.error(error.message);
  }
}
