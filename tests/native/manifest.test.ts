// What `hash-tagging manifest --format envoy --native` writes, put into a real Envoy as it is.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { Envoy } from "../../lab/envoy.ts";
import { written } from "../command-line.ts";
import { send } from "../envoy/client.ts";
import { pasted } from "../envoy/pasted.ts";
import { Upstream } from "../envoy/upstream.ts";
import { BUILT } from "./player.ts";

const RULES = join(import.meta.dirname, "../../examples/mixed-canary/rules.yaml");

test("the native module's fields tag user 0005 as the wasm module's do", async () => {
  const asked = ["manifest", RULES, "--format", "envoy", "--native", "--url", pathToFileURL(BUILT).href];
  const fields = await written(asked);
  const upstream = await Upstream.start();
  try {
    const envoy = await Envoy.start("gateway.yaml", upstream.ports, (text, file) =>
      file === "gateway.yaml" ? pasted(text, fields) : text,
    );
    try {
      const { body } = await send(envoy.url("gateway"), [["x-user-id", "0005"]]);
      assert.equal(body, "appver-a: v2, appver-b: v2, appver-c: v3\n");
    } finally {
      await envoy.stop();
    }
  } finally {
    upstream.stop();
  }
});
