import { execFile } from "node:child_process";
import { chmodSync, chownSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Program } from "../../lab/process.ts";
import { postgresPath } from "./install.ts";
import type { Job, Outcome } from "./job.ts";

const run = promisify(execFile);
const FACTS_AT_ONCE = 50;
const TYPES = { bucket: "bigint", tag: "text" };
const QUICK = ["fsync=off", "full_page_writes=off", "max_wal_size=8GB", "listen_addresses="];

/** A server of this process's own: it has a folder and a socket, and no port. PostgreSQL refuses to run as root. */
async function server(): Promise<{ psql: (script: string) => Promise<string>; stop: () => Promise<void> }> {
  const bin = await postgresPath();
  const folder = mkdtempSync(join(tmpdir(), "hash-tagging-pg-"));
  const user = process.getuid!() === 0 ? await otherUser(folder) : [];
  const data = join(folder, "data");
  const init = [
    join(bin, "initdb"),
    "-D",
    data,
    "-U",
    "test",
    "-A",
    "trust",
    "-E",
    "UTF8",
    "--locale=C.UTF-8",
  ];
  const [program, ...args] = [...user, ...init, "--no-sync"];
  await run(program!, args, { cwd: folder });
  const settings = [...QUICK, `unix_socket_directories=${folder}`].flatMap((setting) => ["-c", setting]);
  const [command, ...words] = [...user, join(bin, "postgres"), "-D", data, ...settings];
  const running = new Program(command!, words, { cwd: folder, scratch: folder });
  const psql = async (script: string) => {
    const file = join(folder, "script.sql");
    writeFileSync(file, script);
    const options = [
      "-h",
      folder,
      "-U",
      "test",
      "-d",
      "postgres",
      "-X",
      "-q",
      "-t",
      "-A",
      "-v",
      "ON_ERROR_STOP=1",
      "-f",
      file,
    ];
    const { stdout } = await run(join(bin, "psql"), options, { maxBuffer: 1 << 26, timeout: 1_200_000 });
    return stdout;
  };
  for (const deadline = Date.now() + 30_000; ;) {
    const isReady = await run(join(bin, "pg_isready"), ["-h", folder]).then(
      () => true,
      () => false,
    );
    if (isReady) break;
    if (Date.now() > deadline || running.status !== undefined) throw new Error(`PostgreSQL: ${running.log}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { psql, stop: () => running.stop() };
}

/** The words that run a program as a user who is not root, and who has the folder. */
async function otherUser(folder: string): Promise<string[]> {
  const id = async (flag: string) => Number((await run("id", [flag, "postgres"])).stdout);
  const [uid, gid] = [await id("-u"), await id("-g")];
  chownSync(folder, uid, gid);
  chmodSync(folder, 0o755);
  return ["setpriv", `--reuid=${uid}`, `--regid=${gid}`, "--clear-groups"];
}

/** Does a job on PostgreSQL. */
export async function postgresDifferences({ data, columns, setup, checks, facts }: Job): Promise<Outcome[]> {
  const { psql, stop } = await server();
  try {
    const types = columns.map(({ name, type }) => `${name} ${TYPES[type]}`).join(", ");
    const names = columns.map(({ name }) => name).join(", ");
    const table = `CREATE EXTENSION pgcrypto;
      CREATE UNLOGGED TABLE loaded (hexid text, ${types});
      \\copy loaded from '${data}'
      CREATE UNLOGGED TABLE ids AS SELECT convert_from(decode(substr(hexid, 2), 'hex'), 'UTF8') AS id, ${names} FROM loaded;
      ANALYZE ids;`;
    await psql([table.replace(/^ +/gm, ""), ...setup].join("\n"));
    const outcomes: Outcome[] = [];
    for (const { name, value, expected } of checks) {
      const began = performance.now();
      const differing = `count(*) FILTER (WHERE (${value}) IS DISTINCT FROM ${expected})`;
      const [differences, rows] = (await psql(`SELECT ${differing}, count(*) FROM ids;`))
        .split("|")
        .map(Number);
      outcomes.push({
        name,
        differences: differences!,
        rows: rows!,
        seconds: (performance.now() - began) / 1e3,
      });
    }
    const began = performance.now();
    let differences = 0;
    for (let i = 0; i < facts.length; i += FACTS_AT_ONCE) {
      const some = facts.slice(i, i + FACTS_AT_ONCE);
      const seen = (await psql(`SELECT ${some.map((fact) => `(${fact})::int`).join(", ")};`))
        .trim()
        .split("|");
      differences += seen.filter((each) => each !== "1").length;
    }
    const seconds = (performance.now() - began) / 1e3;
    return [...outcomes, { name: "facts", differences, rows: facts.length, seconds }];
  } finally {
    await stop();
  }
}
