import { mkdir, mkdtemp, readdir, readFile, rename, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { asWasmLog, isNative, native } from "./native.ts";
import { withFreePorts, type Applications, type PORTS } from "./ports.ts";
import { RunningEnvoy } from "./running-envoy.ts";
import { until } from "./until.ts";

const REPOSITORY = join(import.meta.dirname, "..");
const CONFIGS = "envoy-configs";

/** More than one, as each has its own copy of the filter. */
const WORKERS = 2;

/** Logs warnings, and what the filter logs. */
const FLAGS = ["-l", "warning", "--component-log-level", isNative ? "dynamic_modules:info" : "wasm:info"];

/** The field of a connection manager that is the guard, with the lines below it. */
const GUARD = /^( *)early_header_mutation_extensions:\n(?:\1 .*\n)+/m;

/** Changes the text of a file, named by its path in envoy-configs/, before Envoy reads it. */
export type Edit = (text: string, file: string) => string;

/** A real Envoy, run by func-e as a person would, on a copy of envoy-configs/ with ports of its own. */
export class Envoy {
  private constructor(
    private readonly running: RunningEnvoy,
    private readonly folder: string,
  ) {}

  /** As `startGuarded`, but without the guard, which would stop forged tags before the filter can. */
  static start(
    config: string,
    applications: Applications,
    edit: Edit = (text) => text,
    workers = WORKERS,
  ): Promise<Envoy> {
    const unguarded: Edit = (text, file) => edit(text.replace(GUARD, ""), file);
    return Envoy.startGuarded(config, applications, unguarded, workers);
  }

  /**
   * Starts Envoy with the file `config` of envoy-configs/ and waits until it serves. Throws, with Envoy's log, where
   * it refuses its configuration.
   */
  static async startGuarded(
    config: string,
    applications: Applications,
    edit: Edit = (text) => text,
    workers = WORKERS,
  ): Promise<Envoy> {
    const folder = await mkdtemp(join(tmpdir(), "hash-tagging-"));
    await copyConfigs(folder, (text, file) => asRun(edit(withFreePorts(text, applications), file)));
    await symlink(join(REPOSITORY, "build"), join(folder, "build"));
    const launch = { folder, config: join(CONFIGS, config), workers, flags: FLAGS };
    return new Envoy(await RunningEnvoy.start(launch), folder);
  }

  /** All that Envoy and the filter have logged. */
  get log(): string {
    return isNative ? asWasmLog(this.running.log) : this.running.log;
  }

  /** Of Envoy itself. */
  get pid(): number {
    return this.running.pid;
  }

  /** The folder of the files it watches; rename another file over one of them and it takes effect. */
  get live(): string {
    return join(this.folder, CONFIGS, "live");
  }

  url(listener: keyof typeof PORTS): string {
    return `http://${this.running.address(listener)}`;
  }

  /** Where a page of Envoy's admin interface is. */
  adminUrl(path: string): string {
    return `http://${this.running.admin.address}${path}`;
  }

  /** A page of Envoy's admin interface. */
  admin(path: string): Promise<string> {
    return this.running.admin.page(path);
  }

  /** Resident memory, in MiB. */
  rss(): Promise<number> {
    return this.running.rss();
  }

  /** From now on every call between Envoy and a wasm module is in the log. */
  logCrossings(): Promise<void> {
    return this.running.admin.post("/logging?wasm=trace");
  }

  /** Envoy's counters and gauges whose names match. */
  stats(names: RegExp): Promise<Map<string, number>> {
    return this.running.admin.stats(names);
  }

  /**
   * Puts `text` in the place of a file of live/ and waits until every worker of Envoy has it. Throws where Envoy
   * rejects it. The text must differ from the one before it: Envoy passes over a file that says nothing new.
   */
  async update(file: string, text: string): Promise<void> {
    const resource = basename(file, ".yaml");
    const taken = new RegExp(`\\.${resource}\\.config_reload$`);
    const refused = new RegExp(`\\.${resource}\\.(update_rejected|update_failure|config_fail)$`);
    const [takenBefore, refusedBefore] = [await this.#sum(taken), await this.#sum(refused)];
    const next = join(this.live, `.${file}.next`);
    await writeFile(next, asRun(text));
    await rename(next, join(this.live, file));
    await until(`Envoy to take ${file}`, async () => {
      if ((await this.#sum(refused)) > refusedBefore) throw new Error(`Envoy refused ${file}:\n${this.log}`);
      return (await this.#sum(taken)) > takenBefore;
    });
  }

  /** Ends Envoy; resolves when nothing is left of it, neither process nor file. */
  stop(): Promise<void> {
    return this.running.stop();
  }

  async #sum(names: RegExp): Promise<number> {
    return [...(await this.stats(names)).values()].reduce((sum, value) => sum + value, 0);
  }
}

/** The text of a file as Envoy is to read it. */
function asRun(text: string): string {
  return isNative ? native(text) : text;
}

/** The text of a file of envoy-configs/, as it stands there. */
export function configText(file: string): Promise<string> {
  return readFile(join(REPOSITORY, CONFIGS, file), "utf8");
}

async function copyConfigs(folder: string, edit: Edit): Promise<void> {
  const files = await readdir(join(REPOSITORY, CONFIGS), { recursive: true });
  for (const file of files.filter((name) => name.endsWith(".yaml"))) {
    const copy = join(folder, CONFIGS, file);
    await mkdir(dirname(copy), { recursive: true });
    await writeFile(copy, edit(await configText(file), file));
  }
}
