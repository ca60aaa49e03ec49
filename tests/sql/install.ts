// The engines of `make test-sql`, installed on first use: `node --import tsx tests/sql/install.ts`. Status 2 and a sentence
// where this machine cannot have them.
import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { cached } from "../../lab/cache.ts";
import { MissingPart } from "../../lab/install-envoy.ts";

const run = promisify(execFile);
const DEBIANS = "/usr/lib/postgresql";
const REQUIREMENTS = join(import.meta.dirname, "requirements.txt");

/** The folder that Python imports DuckDB, ClickHouse and Spark from. */
export async function pythonPath(): Promise<string> {
  await orInstalled("java", () => onPath("java"), "default-jre-headless");
  return cached("sql-engines", [REQUIREMENTS], async (into) => {
    const words = "-m pip install --quiet --disable-pip-version-check --no-deps --target";
    try {
      await run("python3", [...words.split(" "), into, "--requirement", REQUIREMENTS], { timeout: 600_000 });
    } catch (error) {
      const said = String((error as { stderr?: string }).stderr ?? error)
        .trim()
        .split("\n")
        .at(-1);
      throw new MissingPart(
        `pip failed: ${said}. Give it Python 3.10 or newer and a way to its package index.`,
      );
    }
  });
}

/** The folder of PostgreSQL's programs. */
export async function postgresPath(): Promise<string> {
  const newest = () => {
    const versions = existsSync(DEBIANS) ? readdirSync(DEBIANS).sort((a, b) => Number(a) - Number(b)) : [];
    return versions
      .map((version) => join(DEBIANS, version, "bin"))
      .reverse()
      .find((bin) => existsSync(join(bin, "postgres")));
  };
  return orInstalled("PostgreSQL", newest, "postgresql");
}

async function orInstalled(what: string, find: () => string | undefined, debian: string): Promise<string> {
  const found = find();
  if (found !== undefined) return found;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options = { env, timeout: 300_000 };
  try {
    await run("apt-get", ["update", "-qq"], options);
    await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", debian], options);
  } catch {
    throw new MissingPart(`${what} is missing, and apt-get cannot install ${debian}: install it as root.`);
  }
  return find()!;
}

function onPath(program: string): string | undefined {
  return (process.env["PATH"] ?? "")
    .split(":")
    .map((folder) => join(folder, program))
    .find(existsSync);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    console.log(`PostgreSQL ${await postgresPath()}\nothers     ${await pythonPath()}`);
  } catch (error) {
    if (!(error instanceof MissingPart)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}
