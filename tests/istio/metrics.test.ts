// `metrics` on Istio: labels by the annotation that docs/metrics.md has, and counts that add up to the requests.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { load } from "js-yaml";
import type { Deployment } from "../../lab/istio/kubernetes.ts";
import type { Mesh } from "../../lab/istio/mesh.ts";
import { enterNamespace } from "../../lab/istio/namespace.ts";
import { visit } from "../../lab/istio/visit.ts";
import { changed } from "../../lab/istio/wasm-plugin.ts";
import { until } from "../../lab/until.ts";
import { cli } from "../command-line.ts";
import { samples, type Sample } from "../envoy/prometheus.ts";
import { GATEWAY, PLUGIN, SECOND_GATEWAY, startGatewayWithOneApp } from "./start.ts";

const METRIC = "hash_tagging_requests";
const REQUESTS = 40;
const USERS = ["0001", "0005"]; // bucket 82, and 6

const PAGE = readFileSync(new URL("../../docs/metrics.md", import.meta.url), "utf8");
const [, ANNOTATED] = /^```yaml\n(metadata:\n {2}annotations:[^]*?)^```$/m.exec(PAGE)!;
const { metadata } = load(ANNOTATED!) as { metadata: { annotations: Record<string, string> } };

/** The second gateway, with the page's annotation. */
function annotated(): Deployment {
  const gateway = structuredClone(SECOND_GATEWAY[0] as Deployment);
  Object.assign(gateway.spec.template.metadata.annotations!, metadata.annotations);
  return gateway;
}

const skip = await enterNamespace();

describe("metrics on Istio", () => {
  const fresh = `istio-system/${SECOND_GATEWAY[0]!.metadata.name}`;
  let mesh: Mesh;
  const counted = async (gateway: string): Promise<Sample[]> =>
    samples(await mesh.pod(gateway).proxy.metrics(), METRIC).filter(({ value }) => value > 0);
  const send = async (gateway: string) => {
    for (let i = 0; i < REQUESTS; ++i) {
      const { status } = await visit(mesh.pod(gateway).spec.url, { "x-user-id": USERS[i % 2]! });
      assert.equal(status, 200);
    }
  };

  before(async () => {
    if (skip) return;
    mesh = await startGatewayWithOneApp();
    const pluginConfig = { ...PLUGIN.spec.pluginConfig, metrics: true };
    await mesh.apply(changed(PLUGIN, { pluginConfig }), annotated(), SECOND_GATEWAY[1]!);
    for (const gateway of [GATEWAY, fresh]) {
      const page = () => mesh.pod(gateway).proxy.metrics();
      await until("the plugin", async () => (await page()).includes("hash_tagging_requests"));
      await until("an answer", () =>
        visit(mesh.pod(gateway).spec.url, {}).then(
          ({ status }) => status === 200,
          () => false,
        ),
      );
    }
  });
  after(() => mesh?.stop());

  test("each rule counts each request, under the labels of the annotation", { skip }, async () => {
    await send(fresh);
    const ofUsers = async () =>
      (await counted(fresh))
        .filter(({ labels }) => labels["reason"] !== "no-key")
        .map(({ labels, value }) => `${labels["rule"]} ${labels["reason"]} ${labels["tag_value"]} ${value}`);
    const half = REQUESTS / 2;
    const wanted = ["appver-a", "appver-b"].flatMap((rule) => [
      `${rule} no-range undefined ${half}`,
      `${rule} policy v2 ${half}`,
    ]);
    await until("the counts", async () => isDeepStrictEqual(await ofUsers(), wanted));
    const plugins = new Set((await counted(fresh)).map(({ labels }) => labels["plugin"]));
    assert.equal(plugins.size, 1);
    assert.match([...plugins][0]!, /hash-tagging/);
  });

  test("status knows the rules by the text that Istio makes of them", { skip }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "hash-tagging-status-"));
    try {
      const [page, rules] = [join(folder, "page"), join(folder, "rules.json")];
      writeFileSync(page, await mesh.pod(fresh).proxy.metrics());
      writeFileSync(rules, JSON.stringify({ ...PLUGIN.spec.pluginConfig, metrics: true }));
      const { stdout } = await cli(["status", "--metrics", page, "--rules", rules]);
      assert.match(stdout, /: the gateway serves these rules$/m);
      const other = await cli(
        ["status", "--metrics", page, "--rules", "-"],
        JSON.stringify(PLUGIN.spec.pluginConfig),
      );
      assert.equal(other.status, 1);
      assert.match(other.stdout, /: the gateway serves another text than these rules$/m);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("without the annotation they are there under long names", { skip }, async () => {
    await send(GATEWAY);
    const long = new RegExp(
      `^plugin___.*___rule___appver_a___reason___policy___tag_value___v2___${METRIC}\\{\\} ${REQUESTS / 2}$`,
      "m",
    );
    await until("the count", async () => long.test(await mesh.pod(GATEWAY).proxy.metrics()));
    assert.deepEqual(await counted(GATEWAY), []);
  });
});
