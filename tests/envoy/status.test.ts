// `status` of two real Envoys: the same rules in both, then others in one, a refused one, and a share that is not the rules'.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { Envoy } from "../../lab/envoy.ts";
import { bucket } from "../../lib/core.ts";
import { isNative } from "../../lab/native.ts";
import { until } from "../../lab/until.ts";
import { cli } from "../command-line.ts";
import { send } from "./client.ts";
import { SETTINGS } from "./metrics-settings.ts";
import { rulesFile } from "./plugin.ts";
import { samples } from "./prometheus.ts";
import { Upstream } from "./upstream.ts";

const USERS = 400;
const METRIC = "hash_tagging_requests";

const configuration = (range: number) =>
  JSON.stringify({
    metrics: true,
    rules: [
      { header: "x-user-id", modulo: 100, tagHeader: "appver-a", policies: [{ range, tagValue: "v2" }] },
    ],
  });

/** A worker of the native module that has no request counts what it has kept when its configuration ends. */
async function tellAll(envoy: Envoy): Promise<void> {
  if (!isNative) return;
  for (const range of [99, 30]) await envoy.update("hash-tagging.yaml", rulesFile(configuration(range)));
}

describe("status of two gateways", () => {
  const folder = mkdtempSync(join(tmpdir(), "hash-tagging-status-"));
  const rules = join(folder, "rules.yaml");
  let upstream: Upstream;
  const envoys: Envoy[] = [];
  const status = (...args: string[]) =>
    cli(["status", ...envoys.flatMap((envoy) => ["--metrics", urlOf(envoy)]), ...args]);
  const urlOf = (envoy: Envoy) => envoy.adminUrl("/stats/prometheus");
  /** Sends a request of each user to each gateway, and waits until they are counted. */
  const play = async (idOf: (user: number) => string) => {
    for (const envoy of envoys) {
      const counted = async () =>
        samples(await envoy.admin("/stats/prometheus"), METRIC).reduce((sum, { value }) => sum + value, 0);
      const known = await counted();
      for (let user = 0; user < USERS; ++user) {
        assert.equal((await send(envoy.url("gateway"), [["x-user-id", idOf(user)]])).status, 200);
      }
      await tellAll(envoy);
      await until("the counts", async () => (await counted()) === known + USERS);
    }
  };

  before(async () => {
    writeFileSync(rules, configuration(30));
    upstream = await Upstream.start();
    for (let i = 0; i < 2; ++i) {
      envoys.push(
        await Envoy.start("mesh.yaml", upstream.ports, (text, file) => {
          if (file === "live/hash-tagging.yaml") return rulesFile(configuration(30));
          return file === "mesh.yaml" ? `${text}\n${SETTINGS}` : text;
        }),
      );
    }
  });
  after(async () => {
    for (const envoy of envoys) await envoy.stop();
    upstream?.stop();
    rmSync(folder, { recursive: true });
  });

  it("the same rules in both, and shares as they say", async () => {
    await play((user) => `user-${user}`);
    const { status: code, stdout, stderr } = await status("--rules", rules);
    assert.deepEqual([code, stderr], [0, ""], stdout);
    assert.match(stdout, /^hash-tagging: 2 gateways serve these rules$/m);
    assert.match(stdout, /^appver-a: v2 +30\.00 % .* as the rules say \(p = 0\.\d+\)$/m);
    const v2 = /^appver-a: v2 .* (\d+) {2}as/m.exec(stdout)![1];
    const none = /^appver-a: none .* (\d+)$/m.exec(stdout)![1];
    const tagged = Array.from({ length: USERS }, (_, user) => bucket(`user-${user}`, 100)).filter(
      (at) => at < 30,
    );
    assert.deepEqual([Number(v2), Number(none)], [2 * tagged.length, 2 * (USERS - tagged.length)]);
  });

  it("Envoy's own filter leaves on the page what is asked for", async () => {
    const [whole, part] = ["/stats/prometheus", "/stats/prometheus?filter=hash_tagging"].map((path) =>
      envoys[0]!.adminUrl(path),
    );
    const [of, ofPart] = [
      await cli(["status", "--metrics", whole!]),
      await cli(["status", "--metrics", part!]),
    ];
    assert.equal(ofPart.status, 0, ofPart.stderr);
    const tables = ({ stdout }: { stdout: string }) => stdout.slice(stdout.indexOf("\n\n"));
    assert.equal(tables(ofPart), tables(of));
  });

  it("a share that is not the rules': one user who is busy", async () => {
    await play(() => "0005");
    const { status: code, stderr } = await status("--rules", rules);
    assert.equal(code, 1);
    assert.match(stderr, /^hash-tagging: appver-a: not dealt as the rules say \(p .*\)\n$/);
  });

  it("between two readings the past does not count", async () => {
    const { status: code, stdout } = await status("--rules", rules, "--during", "1");
    assert.equal(code, 0);
    assert.match(stdout, /^appver-a: v2 +30\.00 % +– +0 +too few requests$/m);
  });

  it("other rules in one", async () => {
    await envoys[1]!.update("hash-tagging.yaml", rulesFile(configuration(31)));
    const { status: code, stdout, stderr } = await status();
    assert.equal(code, 1);
    assert.equal(stderr, "hash-tagging: the gateways serve 2 configurations\n");
    const [, hex] = /config ([0-9a-f]{8})(?![^]*config [0-9a-f]{8})/.exec(envoys[1]!.log)!;
    assert.match(stdout, new RegExp(`^${urlOf(envoys[1]!)} +hash-tagging +${hex} +0 +0$`, "m"));
  });

  it("a refused configuration", async () => {
    await envoys[1]!.update("hash-tagging.yaml", rulesFile("{}"));
    const { status: code, stderr } = await status();
    assert.equal(code, 1);
    assert.match(
      stderr,
      new RegExp(`^${urlOf(envoys[1]!)}: configurations were refused: \\d+, a worker each; `),
    );
  });
});
