import { Envoy } from "../../../lab/envoy.ts";
import { send, values } from "../../envoy/client.ts";
import { rulesFile, type Plugin } from "../../envoy/plugin.ts";
import { Upstream, type Arrival, type HeaderLine } from "../../envoy/upstream.ts";
import { TAG, type Answer } from "./load.ts";

const PLUGIN = "hash-tagging.yaml";
/** What an operator looks at, beside the log. */
const STATS = /wasm|hash_tagging|config_reload|update_|extension_config/;

export interface Setting {
  isGuarded?: boolean;
  /** Changes the plugin as it is at the start. */
  plugin?: (plugin: Plugin) => void;
  workers?: number;
  /** The port of app-c-v3, a cluster that no route names. */
  elsewhere?: number;
  /** The gateway's port; any that is free without it. */
  port?: number;
}

/** A real Envoy that gives half of all users a tag, "v1" at first, before an app that says what it was given. */
export class Proxy {
  private constructor(
    private readonly envoy: Envoy,
    private readonly upstream: Upstream,
  ) {}

  static async start({ isGuarded, plugin, workers, elsewhere, port }: Setting = {}): Promise<Proxy> {
    const upstream = await Upstream.start();
    const ports = elsewhere === undefined ? upstream.ports : { ...upstream.ports, "app-c-v3": elsewhere };
    const edit = (text: string, file: string) => {
      if (file === `live/${PLUGIN}`) return tagging("v1", plugin);
      if (file !== "mesh.yaml" || port === undefined) return text;
      return text.replace(/(name: gateway\n[^]*?port_value: )0/, `$1${port}`);
    };
    const start = isGuarded ? Envoy.startGuarded : Envoy.start;
    try {
      return new Proxy(await start("mesh.yaml", ports, edit, workers), upstream);
    } catch (error) {
      upstream.stop();
      throw error;
    }
  }

  get url(): string {
    return this.envoy.url("gateway");
  }

  get log(): string {
    return this.envoy.log;
  }

  ask(lines: HeaderLine[]): Promise<Answer> {
    return ask(this.url, lines);
  }

  /** Takes effect as an operator's change does; resolves when every worker has it. */
  tag(tag: string, edit?: (plugin: Plugin) => void): Promise<void> {
    return this.configure(tagging(tag, edit));
  }

  configure(file: string): Promise<void> {
    return this.envoy.update(PLUGIN, file);
  }

  rss(): Promise<number> {
    return this.envoy.rss();
  }

  /** Everything that Envoy has logged, and its counters that are not 0. */
  async seen(): Promise<string> {
    const counters = [...(await this.envoy.stats(STATS))].filter(([, value]) => value > 0);
    return [this.log, ...counters.map(([name, value]) => `${name}: ${value}`)].join("\n");
  }

  kill(): void {
    process.kill(this.envoy.pid, "SIGKILL");
  }

  async stop(): Promise<void> {
    await this.envoy.stop();
    this.upstream.stop();
  }
}

/** Asks a gateway before an Upstream. */
export async function ask(url: string, lines: HeaderLine[]): Promise<Answer> {
  const { status, body } = await send(url, lines);
  return { status, tag: status === 200 ? values(JSON.parse(body) as Arrival, TAG).join() : "" };
}

/** The plugin's file with rules that give half of all users `tag`. */
export function tagging(tag: string, edit?: (plugin: Plugin) => void): string {
  const policies = [{ range: 50, tagValue: tag }];
  const rules = [{ header: "x-user-id", modulo: 100, tagHeader: TAG, policies }];
  return rulesFile(JSON.stringify({ rules }), edit);
}
