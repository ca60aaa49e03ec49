/**
 * Asks the registries what is known against the pinned versions: `node --import tsx lab/audit.ts`. Ends with status 1
 * where something is; a registry that does not answer is named, and is no failure.
 */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { funcEPath } from "./install-envoy.ts";

const REPOSITORY = join(import.meta.dirname, "..");
const GOVULNCHECK = "golang.org/x/vuln/cmd/govulncheck@v1.1.4";
const PATIENCE_MS = 60_000;

/** What is known, a line each; none is good. Rejects where nobody could be asked. */
type Ask = () => Promise<string[]>;

const QUESTIONS: Record<string, Ask> = {
  "npm, package-lock.json": () => npm("."),
  "npm, tests/unit": () => npm("tests/unit"),
  "npm, bench/peers/assemblyscript-sdk": () => npm("bench/peers/assemblyscript-sdk"),
  "Go, func-e": async () => go(await funcEPath()),
  "PyPI, lab/requirements.txt": pypi,
};

async function npm(folder: string): Promise<string[]> {
  const flags = ["--json", "--fetch-retries=0", "--package-lock-only"];
  const { stdout, stderr } = await run("npm", ["audit", ...flags], join(REPOSITORY, folder));
  const report = JSON.parse(stdout) as {
    message?: string;
    vulnerabilities?: Record<string, { severity: string; range: string }>;
  };
  if (report.vulnerabilities === undefined) throw new Error(report.message ?? stderr);
  return Object.entries(report.vulnerabilities).map(
    ([name, { severity, range }]) => `${name} ${range}: ${severity}`,
  );
}

async function go(binary: string): Promise<string[]> {
  const { status, stdout, stderr } = await run("go", ["run", GOVULNCHECK, "-mode", "binary", binary]);
  if (status === 0) return [];
  const found = [...stdout.matchAll(/^Vulnerability #\d+: (\S+)$/gm)].map(([, id]) => id!);
  if (found.length === 0) throw new Error(stderr);
  return found;
}

async function pypi(): Promise<string[]> {
  const [, name, version] = /^([\w-]+)==([\w.]+)/m.exec(
    await readFile(join(import.meta.dirname, "requirements.txt"), "utf8"),
  )!;
  const response = await fetch(`https://pypi.org/pypi/${name}/${version}/json`, {
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (!response.ok) throw new Error(`status ${response.status}`);
  const { vulnerabilities } = (await response.json()) as {
    vulnerabilities: { id: string; summary: string }[];
  };
  return vulnerabilities.map(({ id, summary }) => `${name} ${version}: ${id} ${summary}`);
}

function run(command: string, args: string[], cwd = REPOSITORY) {
  return new Promise<{ status: number; stdout: string; stderr: string }>((resolve, reject) => {
    execFile(command, args, { cwd, timeout: PATIENCE_MS, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== "number") reject(error);
      else resolve({ status: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}

let isVulnerable = false;
for (const [what, ask] of Object.entries(QUESTIONS)) {
  try {
    const known = await ask();
    isVulnerable ||= known.length > 0;
    console.log(`${what}: ${known.length === 0 ? "nothing is known against it" : known.join("\n  ")}`);
  } catch (error) {
    const [reason] = String(error instanceof Error ? error.message : error)
      .trim()
      .split("\n");
    console.log(`${what}: COULD NOT BE ASKED (${reason})`);
  }
}
process.exit(isVulnerable ? 1 : 0);
