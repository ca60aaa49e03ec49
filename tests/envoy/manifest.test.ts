// What `hash-tagging manifest --format envoy` writes, put into a real Envoy as it is.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { dump, load } from "js-yaml";
import { run } from "../../cli/run.ts";
import { Envoy } from "../../lab/envoy.ts";
import { send } from "./client.ts";
import { bootstrap, type Filter } from "./plugin.ts";
import { Upstream } from "./upstream.ts";

const root = join(import.meta.dirname, "../..");
const module = join(root, "build/hash-tagging.wasm");
const rules = join(root, "examples/mixed-canary/rules.yaml");

async function snippet(...args: string[]): Promise<string> {
  let text = "";
  const stdout = new Writable({ write: (chunk, _encoding, done) => ((text += chunk), done()) });
  const streams = { stdin: Readable.from([]), stdout, stderr: process.stderr };
  assert.equal(await run(["manifest", rules, "--format", "envoy", ...args], streams), 0);
  return text;
}

/** Runs gateway.yaml with `filter` in the place of its own, and a cluster "web" at `port`; asks it for user 0005. */
async function answer(filter: string, port = 1): Promise<string> {
  const upstream = await Upstream.start();
  try {
    const envoy = await Envoy.start("gateway.yaml", upstream.ports, (text, file) => {
      if (file !== "gateway.yaml") return text;
      return withCluster(
        bootstrap(text, (manager) => manager.http_filters.splice(0, 1, ...(load(filter) as Filter[]))),
        port,
      );
    });
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
  const file = load(text) as { static_resources: { clusters?: object[] } };
  const address = { socket_address: { address: "127.0.0.1", port_value: port } };
  const endpoints = [{ lb_endpoints: [{ endpoint: { address } }] }];
  (file.static_resources.clusters ??= []).push({
    name: "web",
    load_assignment: { cluster_name: "web", endpoints },
  });
  return dump(file);
}

const TAGGED = "appver-a: v2, appver-b: v2, appver-c: v3\n";

test("a module from a file", async () => {
  assert.equal(await answer(await snippet("--url", pathToFileURL(module).href)), TAGGED);
});

test("a module from the web, by the digest of the built one", async () => {
  const server = createServer((_request, response) => response.end(readFileSync(module)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/hash-tagging.wasm`;
    assert.equal(
      await answer(await snippet("--url", url, "--sha256", "auto", "--cluster", "web"), port),
      TAGGED,
    );
  } finally {
    server.close().closeAllConnections();
  }
});
