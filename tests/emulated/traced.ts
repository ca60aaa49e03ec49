import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Host } from "./host.ts";
import { SharedData } from "./shared-data.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const USED = ["abort=assembly/host/plugin/abort", "ASC_RTRACE=1"];

/** A module built so that its allocator tells of all that it does; else it is the module that is released. */
export function buildTraced(entry: string, target: string): Buffer<ArrayBuffer> {
  const folder = mkdtempSync(join(tmpdir(), "hash-tagging-traced-"));
  const out = join(folder, "traced.wasm");
  try {
    const uses = USED.flatMap((use) => ["--use", use]);
    const asc = join(root, "node_modules/assemblyscript/bin/asc.js");
    const args = [asc, entry, "--target", target, ...uses, "--outFile", out];
    execFileSync(process.execPath, args, { cwd: root, stdio: "ignore" });
    return readFileSync(out);
  } finally {
    rmSync(folder, { recursive: true });
  }
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
