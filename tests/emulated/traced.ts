import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Host } from "./host.ts";
import { SharedData } from "./shared-data.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const BUILT = join(root, "build/traced");
const USED = ["abort=assembly/host/plugin/abort", "ASC_RTRACE=1"];

/**
 * A module built so that its allocator tells of all that it does; else it is the module that is released. It is built once
 * for the same sources.
 */
export function buildTraced(entry: string, target: string): Buffer<ArrayBuffer> {
  const built = join(BUILT, `${target}-${versionOf()}.wasm`);
  if (existsSync(built)) return readFileSync(built);
  mkdirSync(BUILT, { recursive: true });
  const folder = mkdtempSync(join(BUILT, "."));
  const out = join(folder, "traced.wasm");
  try {
    const uses = USED.flatMap((use) => ["--use", use]);
    const asc = join(root, "node_modules/assemblyscript/bin/asc.js");
    const args = [asc, entry, "--target", target, ...uses, "--outFile", out];
    execFileSync(process.execPath, args, { cwd: root, stdio: "ignore" });
    renameSync(out, built);
  } finally {
    rmSync(folder, { recursive: true });
  }
  return readFileSync(built);
}

/** A digest of all that a module is built from. */
function versionOf(): string {
  const sources = readdirSync(join(root, "assembly"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join("assembly", file));
  const digest = createHash("sha256");
  for (const file of [...sources.sort(), "asconfig.json", "package-lock.json"]) {
    digest.update(`${file}\0`).update(readFileSync(join(root, file)));
  }
  return digest.digest("hex").slice(0, 12);
}

/** A host that counts what the allocator of a traced module does. */
export class TracingHost extends Host {
  private readonly tally: { count: number };

  constructor(wasm: Buffer, shared = new SharedData()) {
    const tally = { count: 0 };
    const act = () => void ++tally.count;
    super(wasm, shared, {
      rtrace: {
        onalloc: act,
        onresize: act,
        onmove: act,
        onfree: act,
        oninit: () => {},
        oncollect: () => {},
        onvisit: () => 1,
        onstore: (address: number) => address,
      },
    });
    this.tally = tally;
  }

  /** Blocks that were allocated, moved, resized or freed so far. */
  get acts(): number {
    return this.tally.count;
  }
}
