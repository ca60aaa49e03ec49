// What `hash-tagging manifest --format envoy` writes, put into a real Envoy as it is.
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { load } from "js-yaml";
import { Envoy } from "../../lab/envoy.ts";
import { MODULE } from "../../release/image.ts";
import { written } from "../command-line.ts";
import { send } from "./client.ts";
import { pasted } from "./pasted.ts";
import { Upstream } from "./upstream.ts";

const RULES = join(import.meta.dirname, "../../examples/mixed-canary/rules.yaml");
const TAGGED = "appver-a: v2, appver-b: v2, appver-c: v3\n";

const fieldsOf = (...args: string[]) => written(["manifest", RULES, "--format", "envoy", ...args]);

/** Runs gateway.yaml with `fields` in the place of its own, and a cluster "web" at `port`; asks it for user 0005. */
async function answer(fields: string, port = 1): Promise<string> {
  const upstream = await Upstream.start();
  try {
    const envoy = await Envoy.start("gateway.yaml", upstream.ports, (text, file) =>
      file === "gateway.yaml" ? withCluster(pasted(text, fields), port) : text,
    );
    try {
      return (await send(envoy.url("gateway"), [["x-user-id", "0005"]])).body;
    } finally {
      await envoy.stop();
    }
  } finally {
    upstream.stop();
  }
}

function withCluster(text: string, port: number): string {
  const address = { socket_address: { address: "127.0.0.1", port_value: port } };
  const endpoints = [{ lb_endpoints: [{ endpoint: { address } }] }];
  const cluster = { name: "web", load_assignment: { cluster_name: "web", endpoints } };
  assert.equal(
    (load(text) as { static_resources: { clusters?: object } }).static_resources.clusters,
    undefined,
  );
  return `${text}  clusters: ${JSON.stringify([cluster])}\n`;
}

for (const name of ["hash-tagging.wasm", "h\u00e4sh\u00a0tagging \u{1f4a5}\\_.wasm"]) {
  test(`a module from a file: ${JSON.stringify(name)}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), "hash-tagging-"));
    try {
      copyFileSync(MODULE, join(folder, name));
      assert.equal(await answer(await fieldsOf("--url", pathToFileURL(join(folder, name)).href)), TAGGED);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

test("a module from the web, by the digest of the built one", async () => {
  const server = createServer((_request, response) => response.end(readFileSync(MODULE)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/hash-tagging.wasm`;
    const fields = await fieldsOf("--url", url, "--sha256", "auto", "--cluster", "web");
    assert.equal(await answer(fields, port), TAGGED);
  } finally {
    server.close().closeAllConnections();
  }
});
