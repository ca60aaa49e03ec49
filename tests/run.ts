// Runs the suites, two at a time, and adds up what they counted: `node --import tsx tests/run.ts [SUITE...] [+SUITE...]`.
// A suite's output appears when it ends; the last line is "N passed, N failed", with ", N skipped" where some were.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const LANES = 2;
const root = fileURLToPath(new URL("..", import.meta.url));

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

interface Suite {
  name: string;
  command: string[];
  /** Where node's test runner also reports as TAP, for its counts; without it the output's own closing line counts. */
  tap?: string;
  /** Commands, each of which installs something that the suite needs; status 2 and a sentence where this machine cannot have it. */
  needs?: string[][];
  /** It installs a gigabyte: it runs only where it is named, or `+NAME` adds it to all. */
  isExtra?: true;
}

const typescript = (...words: string[]) => [process.execPath, "--import", "tsx", ...words];

/** All test files at or below a path under tests/. */
function testFiles(path: string): string[] {
  if (path.endsWith(".ts")) return [join("tests", path)];
  return readdirSync(join(root, "tests", path), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => join("tests", path, file))
    .sort();
}

const scratch = mkdtempSync(join(tmpdir(), "hash-tagging-tests-"));

function nodeTest(name: string, ...paths: string[]): Suite {
  const tap = join(scratch, `${name}.tap`);
  const reporters = ["spec", "stdout", "tap", tap].flatMap((value, i) => [
    i % 2 === 0 ? "--test-reporter" : "--test-reporter-destination",
    value,
  ]);
  return { name, command: typescript("--test", ...reporters, ...paths.flatMap(testFiles)), tap };
}

/**
 * What is not played on the native module: header propagation and the module that sees answers, which are wasm alone; and the
 * trace of a wasm VM, in whose place native/crossings.test.ts counts the native module's calls.
 */
const WASM_ALONE = /^tests\/envoy\/(propagation\/|response\/|crossings\.test\.ts$)/;

/** A suite with the native module in the place of the wasm module. */
function onNative(name: string, ...paths: string[]): Suite {
  const suite = nodeTest(name, ...paths);
  const command = suite.command.filter((word) => !WASM_ALONE.test(word));
  return { ...suite, command: ["env", "NATIVE=1", ...command], needs: [typescript("lab/install-native.ts")] };
}

/** The same suite on another Envoy, which a file of lab/ pins. */
function onEnvoy(version: string, suite: Suite): Suite {
  const by = ["env", `ENVOY=${version}`];
  const needs = [...(suite.needs ?? []), [...by, ...typescript("lab/install-envoy.ts")]];
  return { ...suite, command: [...by, ...suite.command], needs };
}

const ARM64_COMPILER = "aarch64-linux-gnu-gcc=gcc-aarch64-linux-gnu,libc6-dev-arm64-cross";

// The longest first: the short ones then fill the other lane.
const SUITES: Suite[] = [
  { ...nodeTest("chain", "chain"), needs: [typescript("lab/istio/tools.ts")] },
  {
    ...nodeTest("istio", "istio"),
    needs: [typescript("lab/istio/tools.ts"), typescript("lab/install-native.ts")],
  },
  onNative("native", "native", "envoy"),
  {
    ...nodeTest("gateway", "envoy-gateway"),
    needs: [typescript("lab/envoy-gateway/tools.ts"), typescript("lab/install-native.ts")],
  },
  { ...nodeTest("envoy", "envoy"), needs: [typescript("lab/install-envoy.ts")] },
  {
    ...nodeTest("arm64", "arm64"),
    needs: [typescript("lab/install-debian.ts", ARM64_COMPILER, "qemu-aarch64=qemu-user")],
  },
  onEnvoy(
    "1.39.3",
    onNative(
      "native-1.39",
      "envoy/vectors.test.ts",
      "envoy/last-good.test.ts",
      "envoy/metrics.test.ts",
      "native/real-faults.test.ts",
    ),
  ),
  nodeTest("filter", "modules"),
  nodeTest("break", "break"),
  nodeTest("core", "core"),
  nodeTest("hash", "hash"),
  nodeTest("regex", "regex"),
  { name: "unit", command: typescript("tests/unit/run.ts") },
  nodeTest("cli", "cli", "releases"),
  { ...nodeTest("page", "page"), needs: [typescript("lab/install-chromium.ts")] },
  {
    ...nodeTest("completion", "completion"),
    needs: [typescript("lab/install-debian.ts", "bash", "zsh", "fish")],
  },
  { ...nodeTest("package", "package"), needs: [typescript("lab/install-chromium.ts")] },
  nodeTest("build", "walls", "release", "docs.test.ts"),
  nodeTest("guard", "cost"),
  { ...nodeTest("sql", "sql"), needs: [typescript("tests/sql/install.ts")], isExtra: true },
];

/** Test files that no suite runs. The specs of as-pect are its own. */
function forgotten(): string[] {
  return testFiles("").filter(
    (file) => !file.startsWith("tests/unit/") && !SUITES.some(({ command }) => command.includes(file)),
  );
}

/** What a suite counted; a suite that counted nothing, or failed without saying so, counts as one failure. */
function countsOf(suite: Suite, output: string, status: number): Counts {
  const report = suite.tap === undefined || !existsSync(suite.tap) ? "" : readFileSync(suite.tap, "utf8");
  const text = suite.tap === undefined ? output : report;
  const count = (...patterns: RegExp[]) =>
    patterns.reduce((sum, pattern) => sum + Number(pattern.exec(text)?.[1] ?? 0), 0);
  const counts =
    suite.tap === undefined
      ? { passed: count(/^(\d+) passed/m), failed: count(/(\d+) failed/m), skipped: 0 }
      : {
          passed: count(/^# pass (\d+)$/m),
          failed: count(/^# fail (\d+)$/m, /^# cancelled (\d+)$/m),
          skipped: count(/^# skipped (\d+)$/m),
        };
  const silent = counts.passed + counts.failed + counts.skipped === 0;
  if (silent || (status !== 0 && counts.failed === 0)) counts.failed += 1;
  return counts;
}

/** Runs a command to its end: its exit status, and all that it wrote. */
function play([program = "", ...args]: string[]): Promise<{ status: number; output: string }> {
  const child = spawn(program, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => resolve({ status: status ?? 1, output: output.trimEnd() }));
  });
}

/** What suites share is installed once, while all that need it wait. */
const installed = new Map<string, ReturnType<typeof play>>();

/** Installs all, one after the other: what the last one said, or the first that failed. */
async function install(needs: readonly string[][]): ReturnType<typeof play> {
  let last = { status: 0, output: "" };
  for (const command of needs) {
    const key = command.join(" ");
    const installation = installed.get(key) ?? play(command);
    installed.set(key, installation);
    last = await installation;
    if (last.status !== 0) break;
  }
  return last;
}

async function run(suite: Suite): Promise<Counts> {
  console.log(`… ${suite.name}`);
  const needed = suite.needs === undefined ? undefined : await install(suite.needs);
  if (needed?.status === 2 && !process.env["CI"]) {
    console.log(`\n=== ${suite.name}: SKIPPED. ${needed.output}\n`);
    return { passed: 0, failed: 0, skipped: 1 };
  }
  const started = Date.now();
  const { status, output } = await play(suite.command);
  const counts = countsOf(suite, output, status);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`\n=== ${suite.name}\n${output}`);
  if (counts.skipped > 0) {
    console.log(`=== ${suite.name}: SKIPPED ${counts.skipped}. ${needed?.output.split("\n").at(-1) ?? ""}`);
    if (process.env["CI"]) Object.assign(counts, { failed: counts.failed + counts.skipped, skipped: 0 });
  }
  const verdict = counts.failed === 0 ? "ok" : "FAILED";
  console.log(`=== ${suite.name}: ${verdict}, ${say(counts)} in ${seconds} s\n`);
  return counts;
}

function say({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

const given = process.argv.slice(2);
const added = given.filter((name) => name.startsWith("+")).map((name) => name.slice(1));
const names = given.filter((name) => !name.startsWith("+"));
const unknown = [...names, ...added].find((name) => !SUITES.some((suite) => suite.name === name));
if (unknown !== undefined) {
  console.error(`no suite ${unknown}; the suites are ${SUITES.map((suite) => suite.name).join(", ")}`);
  process.exit(2);
}
if (forgotten().length > 0) {
  console.error(`no suite runs ${forgotten().join(", ")}: name it in tests/run.ts`);
  process.exit(2);
}
const isAll = names.length === 0;
const queue = SUITES.filter(
  ({ name, isExtra }) => names.includes(name) || added.includes(name) || (isAll && !isExtra),
);
const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const lane = async () => {
  for (let suite = queue.shift(); suite !== undefined; suite = queue.shift()) {
    const counts = await run(suite);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
};
await Promise.all(Array.from({ length: LANES }, lane));
rmSync(scratch, { recursive: true });
console.log(say(total));
process.exit(total.failed === 0 ? 0 : 1);
