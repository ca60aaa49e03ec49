import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Admin } from "./admin.ts";
import { envoyPath, funcEPath } from "./install-envoy.ts";
import { Program } from "./process.ts";
import { until } from "./until.ts";

const START_SECONDS = 60;

// func-e starts what ENVOY_PATH names: here a script that leaves its process id, which Envoy then takes over.
const LAUNCHER = "envoy.sh";
const ADDRESS = "admin-address.txt";
const PID = "envoy.pid";

export interface Launch {
  /** Its working folder, which goes when Envoy has ended. */
  folder: string;
  /** The bootstrap file, by its path in the folder. */
  config: string;
  workers: number;
  /** Flags of Envoy's own. */
  flags: string[];
  /** A command that starts another one, such as taskset. */
  by?: string[];
}

/** A real Envoy under the real func-e. It cannot outlive the process that started it. */
export class RunningEnvoy {
  private constructor(
    readonly admin: Admin,
    /** Envoy's own process. */
    readonly pid: number,
    /** The listeners' ports, by name. */
    readonly ports: ReadonlyMap<string, number>,
    private readonly program: Program,
  ) {}

  /** Resolves when Envoy serves. Throws, with Envoy's log, where it refuses its configuration. */
  static async start({ folder, config, workers, flags, by = [] }: Launch): Promise<RunningEnvoy> {
    const [envoy, funcE] = [await envoyPath(), await funcEPath()];
    const launcher = join(folder, LAUNCHER);
    const command = [...by, envoy].map((word) => `'${word}'`).join(" ");
    await writeFile(launcher, `#!/bin/sh\necho $$ >${PID}\nexec ${command} "$@"\n`, { mode: 0o755 });
    const program = new Program(
      funcE,
      [
        ...["run", "-c", config, "--admin-address-path", ADDRESS, "--disable-hot-restart"],
        ...["--concurrency", String(workers), ...flags],
      ],
      { cwd: folder, scratch: folder, env: environment(launcher, join(folder, "func-e")) },
    );
    try {
      const admin = await until(
        "Envoy to serve",
        () => serving(program, join(folder, ADDRESS)),
        START_SECONDS,
      );
      const pid = Number(await readFile(join(folder, PID), "utf8"));
      return new RunningEnvoy(admin, pid, await admin.listeners(), program);
    } catch (error) {
      await program.stop();
      throw new Error(`Envoy did not start with ${config}:\n${program.log}`, { cause: error });
    }
  }

  /** All that Envoy and its filters have logged. */
  get log(): string {
    return this.program.log;
  }

  /** 127.0.0.1:port of a listener. */
  address(listener: string): string {
    const port = this.ports.get(listener);
    if (port === undefined) throw new Error(`Envoy has no listener ${listener}`);
    return `127.0.0.1:${port}`;
  }

  /** Resident memory, in MiB. */
  async rss(): Promise<number> {
    const status = await readFile(`/proc/${this.pid}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)![1]) / 1024;
  }

  /** Ends Envoy; resolves when nothing is left of it, neither process nor file. */
  async stop(): Promise<void> {
    await this.program.stop();
  }
}

async function serving(program: Program, addressFile: string): Promise<Admin | undefined> {
  if (program.status !== undefined) throw new Error(`it ended with status ${program.status}`);
  const address = await readFile(addressFile, "utf8").catch(() => undefined); // not that far yet
  if (address === undefined) return undefined;
  const admin = new Admin(address.trim());
  return (await admin.isReady()) ? admin : undefined;
}

function environment(launcher: string, home: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ENVOY_PATH: launcher,
    FUNC_E_HOME: undefined,
    FUNC_E_CONFIG_HOME: home,
    FUNC_E_DATA_HOME: home,
    FUNC_E_STATE_HOME: home,
    FUNC_E_RUNTIME_DIR: home,
  };
}
