import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Envoy } from "../../lab/envoy.ts";
import { until } from "../../lab/until.ts";
import { isNative } from "../../lab/native.ts";
import { arrival, send, values } from "./client.ts";
import { bootstrap, everybody, rulesFile, type Filter, type WasmFilter } from "./plugin.ts";
import { Upstream, type HeaderLine } from "./upstream.ts";

const FORGED: HeaderLine[] = [
  ["x-user-id", "0005"],
  ["appver-a", "forged"],
  ["appver-b", "forged"],
  ["appver-c", "forged"],
];

/** An Envoy whose gateway has these filters before the router; a text is the configuration of one of our plugins. */
async function withFilters(upstream: Upstream, filters: (string | Filter)[]): Promise<Envoy> {
  return Envoy.start("gateway.yaml", upstream.ports, (text, file) => {
    if (file !== "gateway.yaml") return text;
    return bootstrap(text, (manager) => {
      const [plugin, router] = manager.http_filters;
      const chain = filters.map((filter, i) => {
        if (typeof filter !== "string") return filter;
        const copy = structuredClone(plugin as WasmFilter);
        copy.name = copy.typed_config.config.name = `hash-tagging-${i}`;
        copy.typed_config.config.vm_config.vm_id = "shared";
        copy.typed_config.config.configuration.value = filter;
        return copy;
      });
      manager.http_filters = [...chain, router!];
    });
  });
}

const vms = async (envoy: Envoy) => (await envoy.stats(/^wasm.wasm_vm_count$/)).get("wasm.wasm_vm_count");

describe("plugins in one Envoy", () => {
  let upstream: Upstream;
  before(async () => {
    upstream = await Upstream.start();
  });
  after(() => upstream?.stop());

  it("share the module's VM and keep their rules apart", async () => {
    const one = await withFilters(upstream, [everybody("appver-a", "v2")]);
    const alone = await vms(one).finally(() => one.stop());
    const envoy = await withFilters(upstream, [everybody("appver-a", "v2"), everybody("appver-b", "v7")]);
    try {
      assert.equal(await vms(envoy), alone);
      for (let i = 0; i < 20; i++) {
        const { body } = await send(envoy.url("gateway"), FORGED);
        assert.equal(body, "appver-a: v2, appver-b: v7, appver-c: forged\n");
      }
    } finally {
      await envoy.stop();
    }
  });

  it("a bad configuration of one leaves the others alone, and borrows none of their rules", async () => {
    const overwrite: Filter = {
      name: "overwrite",
      typed_config: {
        "@type": "type.googleapis.com/envoy.extensions.filters.http.header_mutation.v3.HeaderMutation",
        mutations: {
          request_mutations: [
            {
              append: {
                header: { key: "appver-a", value: "overwritten" },
                append_action: "OVERWRITE_IF_EXISTS_OR_ADD",
              },
            },
          ],
        },
      },
    };
    const configurations = [everybody("appver-a", "v2"), overwrite, "[]", everybody("appver-c", "v3")];
    const envoy = await withFilters(upstream, configurations);
    try {
      const { status, body } = await send(envoy.url("gateway"), FORGED);
      assert.equal(status, 200);
      assert.equal(body, "appver-a: overwritten, appver-b: forged, appver-c: v3\n");
      await until("the refusal", async () => /\[critical\]\[wasm\].*"hash-tagging-2"/.test(envoy.log));
    } finally {
      await envoy.stop();
    }
  });
});

describe("the type of the plugin's configuration", () => {
  const json = JSON.stringify({
    rules: [
      { header: "x-user-id", modulo: 1, tagHeader: "appver-a", policies: [{ range: 1, tagValue: "v2" }] },
    ],
  })
    .replace('"modulo":1,', '"modulo":4.294967295e+09,')
    .replace('"range":1,', '"range":4.294967295e+09,');
  let upstream: Upstream;
  let envoy: Envoy;
  const tag = async () => values(await arrival(envoy.url("gateway"), FORGED), "appver-a");

  before(async () => {
    upstream = await Upstream.start();
    envoy = await Envoy.start("mesh.yaml", upstream.ports);
  });
  after(async () => {
    await envoy?.stop();
    upstream?.stop();
  });

  it("StringValue: the JSON text, large numbers as a Struct prints them", async () => {
    await envoy.update("hash-tagging.yaml", rulesFile(json));
    assert.deepEqual(await tag(), ["v2"]);
  });

  it("BytesValue: the JSON text", async () => {
    const bytes = Buffer.from(everybody("appver-a", "v4")).toString("base64");
    await envoy.update(
      "hash-tagging.yaml",
      rulesFile(bytes, (plugin) => {
        plugin.configuration["@type"] = "type.googleapis.com/google.protobuf.BytesValue";
      }),
    );
    assert.deepEqual(await tag(), ["v4"]);
  });

  const struct = rulesFile("", ({ configuration }) => {
    configuration["@type"] = "type.googleapis.com/google.protobuf.Struct";
    configuration.value = JSON.parse(everybody("appver-a", "v6"));
  });

  if (isNative) {
    it("Struct: Envoy hands it to a native module as the JSON text", async () => {
      await envoy.update("hash-tagging.yaml", struct);
      assert.deepEqual(await tag(), ["v6"]);
    });
  } else {
    it("Struct: Envoy hands it to wasm as protobuf bytes, so it is refused and the last good rules stay", async () => {
      await envoy.update("hash-tagging.yaml", struct);
      assert.deepEqual(await tag(), ["v4"]);
      await until("the refusal", async () => /\[critical\]\[wasm\].*not JSON/.test(envoy.log));
    });
  }
});
