import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { MODULE } from "../../release/image.ts";
import type { Mesh } from "../../lab/istio/mesh.ts";
import { enterNamespace } from "../../lab/istio/namespace.ts";
import { visit } from "../../lab/istio/visit.ts";
import { changed, type WasmPlugin } from "../../lab/istio/wasm-plugin.ts";
import { until } from "../../lab/until.ts";
import { GATEWAY, PLUGIN, startGatewayWithOneApp } from "./start.ts";

const run = promisify(execFile);
const PUSH = join(import.meta.dirname, "../../release/push.ts");
const WRONG = "0".repeat(64);
const MODULE_DIGEST = createHash("sha256").update(readFileSync(MODULE)).digest("hex");

const skip = await enterNamespace();

describe("the module on its way to a gateway on Istio", () => {
  let mesh: Mesh;
  let imageDigest: string;
  let web: Server;
  let webUrl: string;
  let edition = 0;

  const forged = { "x-user-id": "0005", "appver-a": "forged" };
  const answer = async () => {
    const { status, hops } = await visit(mesh.pod(GATEWAY).spec.url, forged);
    return status === 200 ? hops[0]!.tags["appver-a"] : status;
  };
  const comesTo = (expected: string | number) =>
    until(`the answer ${expected}`, async () => (await answer().catch(() => undefined)) === expected);
  /** The plugin with a tag of its own, by which to tell that it is in effect. */
  const next = (spec: Partial<WasmPlugin["spec"]>) => {
    const tagValue = `edition-${++edition}`;
    const policies = [{ range: 100, tagValue }];
    const rules = [{ header: "x-user-id", modulo: 100, tagHeader: "appver-a", policies }];
    return {
      tagValue,
      plugin: changed(PLUGIN, { failStrategy: "FAIL_CLOSE", ...spec, pluginConfig: { rules } }),
    };
  };
  const tags = async (spec: Partial<WasmPlugin["spec"]>) => {
    const { tagValue, plugin } = next(spec);
    await mesh.apply(plugin);
    await comesTo(tagValue);
  };
  const fails = async (spec: Partial<WasmPlugin["spec"]>, why: RegExp) => {
    for (const failStrategy of ["FAIL_CLOSE", "FAIL_RELOAD"] as const) {
      await tags({ url: PLUGIN.spec.url });
      const logged = mesh.pod(GATEWAY).proxy.log.length;
      await mesh.apply(next({ ...spec, failStrategy }).plugin);
      await comesTo(403);
      await until(`${why} in the log`, () => why.test(mesh.pod(GATEWAY).proxy.log.slice(logged)));
    }
    await mesh.apply(next({ ...spec, failStrategy: "FAIL_OPEN" }).plugin);
    await comesTo("forged");
  };

  before(async () => {
    if (skip) return;
    web = createServer((request, response) => {
      if (request.url === "/hash-tagging.wasm") response.end(readFileSync(MODULE));
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
    webUrl = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
    mesh = await startGatewayWithOneApp();
    imageDigest = await mesh.registry.digest("hash-tagging:0.1.0");
  });
  after(async () => {
    web?.close();
    await mesh?.stop();
  });

  test("the module comes from oci://, http:// and file://", { skip }, async () => {
    await tags({ url: PLUGIN.spec.url });
    await tags({ url: `oci://registry.example.com/hash-tagging@${imageDigest}` });
    await tags({ url: `${webUrl}/hash-tagging.wasm` });
    await tags({ url: `file://${MODULE}` });
  });

  test(
    "sha256 is the image's digest for oci://, the module's for http://, and nothing for file://",
    { skip },
    async () => {
      await tags({ url: PLUGIN.spec.url, sha256: imageDigest.replace("sha256:", "") });
      await tags({ url: `${webUrl}/hash-tagging.wasm`, sha256: MODULE_DIGEST });
      await tags({ url: `file://${MODULE}`, sha256: WRONG });
    },
  );

  test("a wrong sha256 is 403 unless FAIL_OPEN, which passes what the client sends", { skip }, async () => {
    await fails({ url: `${webUrl}/hash-tagging.wasm`, sha256: WRONG }, /does not match: 0{64}/);
    await fails(
      { url: PLUGIN.spec.url, sha256: MODULE_DIGEST },
      new RegExp(`does not match: ${MODULE_DIGEST}`),
    );
  });

  test("so is an image that cannot be fetched", { skip }, async () => {
    await fails(
      { url: "oci://registry.example.com/hash-tagging:none" },
      /could not fetch manifest.*MANIFEST_UNKNOWN/,
    );
    await fails({ url: `${webUrl}/none.wasm` }, /404/);
  });

  test("the lines that make push prints are those that the WasmPlugin needs", { skip }, async () => {
    const image = `${mesh.registry.host}/team/hash-tagging:1.0.0`;
    const { stdout } = await run(process.execPath, ["--import", "tsx", PUSH, image]);
    const [byTag, digest, byDigest] = [...stdout.matchAll(/^ {2}(?:url|sha256): (.*)$/gm)].map(
      ([, value]) => value!,
    );
    assert.equal(byTag, `oci://${image}`);
    await tags({ url: byTag, sha256: JSON.parse(digest!) });
    await tags({ url: byDigest! });
  });

  test("it recovers when the module can be had", { skip }, async () => {
    await tags({ url: PLUGIN.spec.url });
  });
});
