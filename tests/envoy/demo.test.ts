import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, describe, it } from "node:test";
import { until } from "../../lab/until.ts";
import { send } from "./client.ts";

const REPOSITORY = join(import.meta.dirname, "..", "..");

/** A run of lab/demo.ts whose processes and files can be told from all others by its own TMPDIR. */
class Demo {
  out = "";
  readonly process: ChildProcess;
  readonly ended: Promise<unknown[]>;

  constructor(
    private readonly scratch: string,
    { env = {}, repository = REPOSITORY }: { env?: NodeJS.ProcessEnv; repository?: string } = {},
  ) {
    this.process = spawn(process.execPath, ["--import", "tsx", join(repository, "lab", "demo.ts")], {
      cwd: repository,
      env: { ...process.env, KEEP: "", ...env, TMPDIR: scratch },
    });
    this.ended = once(this.process, "exit");
    for (const stream of [this.process.stdout!, this.process.stderr!]) {
      stream.setEncoding("utf8").on("data", (text: string) => (this.out += text));
    }
  }

  /** The programs that it has running, itself too. */
  async running(): Promise<string[]> {
    const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
    const programs = pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
      const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
      return environment.includes(`TMPDIR=${this.scratch}`) ? command.replaceAll("\0", " ") : "";
    });
    return (await Promise.all(programs)).filter((command) => command !== "");
  }

  async files(): Promise<string[]> {
    return (await readdir(this.scratch)).filter((name) => name.startsWith("hash-tagging-"));
  }

  async assertNothingLeft(): Promise<void> {
    await until("the demo's processes to be gone", async () => (await this.running()).length === 0);
    assert.deepEqual(await this.files(), []);
  }
}

describe("make demo", () => {
  let scratch: string;
  let demo: Demo;
  before(async () => {
    scratch = await mkdtemp(join(tmpdir(), "demo-test-"));
  });
  afterEach(() => demo.process.kill("SIGKILL"));
  after(() => rm(scratch, { recursive: true, force: true }));

  it("plays the articles' steps, ends with status 0 and leaves nothing", async () => {
    demo = new Demo(scratch);
    const [status] = await demo.ended;
    assert.equal(status, 0, demo.out);
    assert.deepEqual(demo.out.match(/^Step \d/gm), ["Step 1", "Step 2", "Step 3", "Step 4"]);
    assert.equal(demo.out.match(/✓/g)?.length, 20);
    await demo.assertNothingLeft();
  });

  it("ends with status 1 when a user comes to another version than promised", async () => {
    const copy = await mkdtemp(join(scratch, "repository-"));
    for (const part of ["lab", "lib", "envoy-configs", "examples", "package.json"]) {
      await cp(join(REPOSITORY, part), join(copy, part), { recursive: true });
    }
    for (const part of ["build", "node_modules"]) await symlink(join(REPOSITORY, part), join(copy, part));
    const rules = join(copy, "envoy-configs", "step-3", "hash-tagging.yaml");
    await writeFile(rules, (await readFile(rules, "utf8")).replace('"range": 50', '"range": 40'));
    demo = new Demo(scratch, { repository: copy });
    const [status] = await demo.ended;
    assert.equal(status, 1, demo.out);
    assert.match(
      demo.out,
      /0003 .*✗ expected v1 v1 v3; the answer was: -> app-a\(version: v1, ip: [\d.]+\)-> /,
    );
    await demo.assertNothingLeft();
  });

  for (const [signal, expected] of [["SIGINT", 130] as const, ["SIGKILL", null] as const]) {
    it(`KEEP=1 leaves it running for curl; ${signal} leaves nothing`, async () => {
      demo = new Demo(scratch, { env: { KEEP: "1" } });
      const curl = /Try:\s+curl -H '(x-user-id): (\d+)' (\S+)/;
      const [, header, user, url] = await until("the curl line", () => curl.exec(demo.out), 60);
      const { body } = await send(url!, [[header!, user!]]);
      assert.match(body, /^-> app-a\(version: v2, ip: .*app-c\(version: v3/);
      assert.ok((await demo.running()).length > 1);
      demo.process.kill(signal);
      const [status] = await demo.ended;
      assert.equal(status, expected);
      await demo.assertNothingLeft();
    });
  }

  it("SIGTERM before Envoy serves leaves nothing either", async () => {
    demo = new Demo(scratch);
    const starts = async () => (await demo.running()).some((command) => command.includes("func-e run"));
    await until("func-e to start", starts, 60);
    demo.process.kill("SIGTERM");
    const [status] = await demo.ended;
    assert.equal(status, 143);
    await demo.assertNothingLeft();
  });
});
