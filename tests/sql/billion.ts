// Counts ids user-0, user-1 … on ClickHouse by the SQL of examples/mixed-canary: `make sql-billion` (IDS=, 1e9 if not given).
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { rulesIn } from "../../lib/check/rules-in.ts";
import { aggregate } from "../../lib/sql/aggregate.ts";
import { pythonPath } from "./install.ts";

const IDS = Number(process.env["IDS"] ?? 1_000_000_000);
const RULES = join(import.meta.dirname, "../../examples/mixed-canary/rules.yaml");

const table = `(SELECT concat('user-', toString(number)) AS id FROM numbers_mt(${IDS}))`;
const query = aggregate(rulesIn(RULES, readFileSync(RULES, "utf8")), "clickhouse", table, "id");
const script = "import sys, chdb; print(chdb.query(sys.argv[1], 'PrettyCompactMonoBlock'))";
const env = { ...process.env, PYTHONPATH: await pythonPath() };
const began = performance.now();
const { stdout } = await promisify(execFile)("python3", ["-c", script, query.replace(/;\n$/, "")], { env });
const seconds = (performance.now() - began) / 1000;
const rate = (IDS / seconds / 1e6).toFixed(1);
console.log(`${stdout}\n${IDS} ids in ${seconds.toFixed(0)} s, ${rate} million a second`);
