import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { configText, Envoy } from "../../lab/envoy.ts";
import { arrival } from "./client.ts";
import { Upstream, type HeaderLine } from "./upstream.ts";

describe("Envoy routes by the tags that the filter sets", () => {
  let upstream: Upstream;
  let envoy: Envoy;
  const cluster = async (...lines: HeaderLine[]) => (await arrival(envoy.url("gateway"), lines)).application;

  before(async () => {
    upstream = await Upstream.start();
    envoy = await Envoy.start("mesh.yaml", upstream.ports);
    for (const file of ["app-a.yaml", "hash-tagging.yaml"]) {
      await envoy.update(file, await configText(`step-2/${file}`));
    }
  });
  after(async () => {
    await envoy?.stop();
    upstream?.stop();
  });

  it("a tagged user goes to the new version, another one stays", async () => {
    assert.equal(await cluster(["x-user-id", "0005"]), "app-a-v2");
    assert.equal(await cluster(["x-user-id", "0004"]), "app-a-v1");
    assert.equal(await cluster(), "app-a-v1");
  });

  it("a forged tag moves nobody", async () => {
    assert.equal(await cluster(["x-user-id", "0004"], ["appver-a", "v2"]), "app-a-v1");
    assert.equal(await cluster(["x-user-id", "0005"], ["appver-a", "v1"]), "app-a-v2");
    assert.equal(await cluster(["appver-a", "v2"]), "app-a-v1");
  });

  it("a new route takes effect without new rules", async () => {
    await envoy.update("app-a.yaml", await configText("live/app-a.yaml"));
    assert.equal(await cluster(["x-user-id", "0005"]), "app-a-v1");
  });
});
