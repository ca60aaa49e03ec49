import { mkdir, mkdtemp, readdir, readFile, rename, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { envoyPath, funcEPath } from "./install-envoy.ts";
import { withFreePorts, type Applications, type PORTS } from "./ports.ts";
import { Program } from "./process.ts";
import { until } from "./until.ts";

const REPOSITORY = join(import.meta.dirname, "..");
const CONFIGS = "envoy-configs";
const ADMIN_ADDRESS = "admin-address.txt";
const START_SECONDS = 60;

/** Quiet but for warnings and what the filter logs; more workers than one, as each has its own copy of the filter. */
const FLAGS = [
  "--disable-hot-restart",
  "--concurrency",
  "2",
  "-l",
  "warning",
  "--component-log-level",
  "wasm:info",
];

/** Changes the text of a file, named by its path in envoy-configs/, before Envoy reads it. */
export type Edit = (text: string, file: string) => string;

/** A real Envoy, run by func-e as a person would, on a copy of envoy-configs/ with ports of its own. */
export class Envoy {
  readonly #program: Program;
  readonly #folder: string;
  #admin = "";
  readonly #listeners = new Map<string, number>();

  private constructor(program: Program, folder: string) {
    this.#program = program;
    this.#folder = folder;
  }

  /**
   * Starts Envoy with the file `config` of envoy-configs/ and waits until it serves. Throws, with Envoy's log, where
   * it refuses its configuration.
   */
  static async start(
    config: string,
    applications: Applications,
    edit: Edit = (text) => text,
  ): Promise<Envoy> {
    const [envoy, funcE] = [await envoyPath(), await funcEPath()];
    const folder = await mkdtemp(join(tmpdir(), "hash-tagging-"));
    await copyConfigs(folder, (text, file) => edit(withFreePorts(text, applications), file));
    await symlink(join(REPOSITORY, "build"), join(folder, "build"));
    const home = join(folder, "func-e");
    const program = new Program(
      funcE,
      ["run", "-c", join(CONFIGS, config), "--admin-address-path", ADMIN_ADDRESS, ...FLAGS],
      {
        cwd: folder,
        scratch: folder,
        env: {
          ...process.env,
          ENVOY_PATH: envoy,
          FUNC_E_HOME: undefined,
          FUNC_E_CONFIG_HOME: home,
          FUNC_E_DATA_HOME: home,
          FUNC_E_STATE_HOME: home,
          FUNC_E_RUNTIME_DIR: home,
        },
      },
    );
    const started = new Envoy(program, folder);
    try {
      await until("Envoy to serve", () => started.#serves(), START_SECONDS);
      await started.#findListeners();
      return started;
    } catch (error) {
      await program.stop();
      throw new Error(`Envoy did not start with ${config}:\n${program.log}`, { cause: error });
    }
  }

  /** All that Envoy and the filter have logged. */
  get log(): string {
    return this.#program.log;
  }

  /** The folder of the files it watches; rename another file over one of them and it takes effect. */
  get live(): string {
    return join(this.#folder, CONFIGS, "live");
  }

  url(listener: keyof typeof PORTS): string {
    const port = this.#listeners.get(listener);
    if (port === undefined) throw new Error(`Envoy has no listener ${listener}`);
    return `http://127.0.0.1:${port}`;
  }

  /** A page of Envoy's admin interface. */
  async admin(path: string): Promise<string> {
    const response = await fetch(`http://${this.#admin}${path}`);
    return response.text();
  }

  /** From now on every call between Envoy and a wasm module is in the log. */
  async logCrossings(): Promise<void> {
    await fetch(`http://${this.#admin}/logging?wasm=trace`, { method: "POST" });
  }

  /** Envoy's counters and gauges whose names match. */
  async stats(names: RegExp): Promise<Map<string, number>> {
    const page = await this.admin(`/stats?filter=${encodeURIComponent(names.source)}`);
    return new Map([...page.matchAll(/^(\S+): (\d+)$/gm)].map(([, name, value]) => [name!, Number(value)]));
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
    await writeFile(next, text);
    await rename(next, join(this.live, file));
    await until(`Envoy to take ${file}`, async () => {
      if ((await this.#sum(refused)) > refusedBefore) throw new Error(`Envoy refused ${file}:\n${this.log}`);
      return (await this.#sum(taken)) > takenBefore;
    });
  }

  /** Ends Envoy; resolves when nothing is left of it, neither process nor file. */
  async stop(): Promise<void> {
    await this.#program.stop();
  }

  async #serves(): Promise<boolean> {
    if (this.#program.status !== undefined) throw new Error(`it ended with status ${this.#program.status}`);
    try {
      this.#admin = await readFile(join(this.#folder, ADMIN_ADDRESS), "utf8");
      return (await this.admin("/ready")).trim() === "LIVE";
    } catch {
      return false; // not that far yet
    }
  }

  async #findListeners(): Promise<void> {
    const page = JSON.parse(await this.admin("/listeners?format=json")) as {
      listener_statuses: { name: string; local_address: { socket_address: { port_value: number } } }[];
    };
    for (const { name, local_address } of page.listener_statuses) {
      this.#listeners.set(name, local_address.socket_address.port_value);
    }
  }

  async #sum(names: RegExp): Promise<number> {
    return [...(await this.stats(names)).values()].reduce((sum, value) => sum + value, 0);
  }
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
