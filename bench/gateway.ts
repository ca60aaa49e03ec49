import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { envoyPath } from "../lab/install-envoy.ts";
import { Program } from "../lab/process.ts";
import { until } from "../lab/until.ts";

/** One HTTP filter of a listener, as Envoy's configuration has it. */
export interface HttpFilter {
  name: string;
  typed_config: object;
}

export interface Listener {
  filters: HttpFilter[];
  /** How many routes by the first tag header are tried in vain before those that answer. */
  otherRoutes?: number;
}

/** By name. */
export type Listeners = Record<string, Listener>;

/** The response bodies: which of the two direct responses the tags route to. */
export type Route = "canary" | "stable";

/** A path whose responses carry the request's tag headers, for checks; it costs, so no load goes there. */
const ECHO = "/tags";
const ECHOED = ["appver-a", "appver-b", "appver-c"];

const TYPE = "type.googleapis.com/envoy.extensions.filters";

// The load generator has the last core, Envoy the first ones; they overlap only where there are not enough.
const LAST_CORE = availableParallelism() - 1;
export const LOAD_CORES = String(LAST_CORE);

/**
 * An Envoy for measuring: started without func-e between, so that the process is known by its id, tied to its cores,
 * and quiet. It answers every request itself, so that its CPU is the request's whole way but for the upstream.
 */
export class Gateway {
  readonly #program: Program;
  readonly #urls = new Map<string, string>();
  #admin = "";

  private constructor(
    program: Program,
    /** The process. */
    readonly pid: number,
  ) {
    this.#program = program;
  }

  static async start(listeners: Listeners, workers = 1): Promise<Gateway> {
    const folder = await mkdtemp(join(tmpdir(), "hash-tagging-bench-"));
    const file = (name: string) => join(folder, name);
    await writeFile(file("envoy.json"), JSON.stringify(bootstrap(listeners)));
    const cores = `0-${Math.min(workers, Math.max(LAST_CORE, 1)) - 1}`;
    const envoy = ["taskset", "-c", workers > LAST_CORE ? `0-${LAST_CORE}` : cores, await envoyPath()];
    const program = new Program(
      "sh",
      // The shell becomes Envoy, by way of taskset, and so leaves its own id.
      [
        "-c",
        'echo $$ > pid; exec "$@"',
        "sh",
        ...envoy,
        "-c",
        "envoy.json",
        "--concurrency",
        String(workers),
      ].concat([
        "--admin-address-path",
        "admin",
        "--disable-hot-restart",
        "-l",
        "error",
        "--component-log-level",
        "wasm:critical",
      ]),
      { cwd: folder, scratch: folder },
    );
    try {
      return await until("Envoy to serve", () => Gateway.#ready(program, file), 60);
    } catch (error) {
      await program.stop();
      throw new Error(`Envoy did not start:\n${program.log}`, { cause: error });
    }
  }

  static async #ready(program: Program, file: (name: string) => string): Promise<Gateway | undefined> {
    if (program.status !== undefined) throw new Error(`it ended with status ${program.status}`);
    try {
      const gateway = new Gateway(program, Number(await readFile(file("pid"), "utf8")));
      gateway.#admin = await readFile(file("admin"), "utf8");
      if ((await gateway.admin("/ready")).trim() !== "LIVE") return undefined;
      await gateway.#findListeners();
      return gateway;
    } catch {
      return undefined; // not that far yet
    }
  }

  /** host:port of a listener. */
  address(listener: string): string {
    const address = this.#urls.get(listener);
    if (address === undefined) throw new Error(`Envoy has no listener ${listener}`);
    return address;
  }

  /** What a request with these headers becomes: the tag headers that it leaves with, and its route. */
  async trace(
    listener: string,
    headers: Record<string, string>,
  ): Promise<{ tags: Record<string, string>; route: Route }> {
    const url = `http://${this.address(listener)}`;
    const echo = (await fetch(url + ECHO, { headers })).headers;
    const tags = ECHOED.filter((name) => echo.has(name)).map((name) => [name, echo.get(name)!]);
    const response = await fetch(url, { headers });
    return { tags: Object.fromEntries(tags), route: (await response.text()) as Route };
  }

  /** Resident memory, in MiB. */
  async rss(): Promise<number> {
    const status = await readFile(`/proc/${this.pid}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)![1]) / 1024;
  }

  /** How long Envoy took from its start until its workers ran, by its own clock. */
  async readyMs(): Promise<number> {
    return until("Envoy's statistics", async () => {
      const page = await this.admin("/stats?filter=server.initialization_time_ms");
      return Number(/P50\(\S+?,([\d.]+)\)/.exec(page)?.[1] ?? 0) || undefined;
    });
  }

  /** A counter of Envoy's; 0 while nobody has touched it. */
  async counter(name: string): Promise<number> {
    return Number(/: (\d+)$/m.exec(await this.admin(`/stats?filter=^${name}$`))?.[1] ?? 0);
  }

  /** A page of Envoy's admin interface. */
  async admin(path: string): Promise<string> {
    return (await fetch(`http://${this.#admin}${path}`)).text();
  }

  async stop(): Promise<void> {
    await this.#program.stop();
  }

  async #findListeners(): Promise<void> {
    const page = JSON.parse(await this.admin("/listeners?format=json")) as {
      listener_statuses: { name: string; local_address: { socket_address: { port_value: number } } }[];
    };
    for (const { name, local_address } of page.listener_statuses) {
      this.#urls.set(name, `127.0.0.1:${local_address.socket_address.port_value}`);
    }
  }
}

const loopback = { socket_address: { address: "127.0.0.1", port_value: 0 } };

function bootstrap(listeners: Listeners): object {
  return {
    admin: { address: loopback },
    stats_flush_on_admin: true,
    static_resources: {
      listeners: Object.entries(listeners).map(([name, listener]) => configured(name, listener)),
    },
  };
}

function configured(name: string, { filters, otherRoutes = 0 }: Listener): object {
  const manager = {
    "@type": `${TYPE}.network.http_connection_manager.v3.HttpConnectionManager`,
    stat_prefix: name,
    route_config: { virtual_hosts: [{ name, domains: ["*"], routes: routes(otherRoutes) }] },
    http_filters: [
      ...filters,
      { name: "router", typed_config: { "@type": `${TYPE}.http.router.v3.Router` } },
    ],
  };
  const filter = { name: "http_connection_manager", typed_config: manager };
  return { name, address: loopback, filter_chains: [{ filters: [filter] }] };
}

/** By path, then by the first tag header, as a VirtualService would route. */
function routes(others: number): object[] {
  const answer = (body: Route) => ({ direct_response: { status: 200, body: { inline_string: body } } });
  const tagged = (exact: string) => ({
    prefix: "/",
    headers: [{ name: ECHOED[0], string_match: { exact } }],
  });
  const echo = (name: string) => ({
    header: { key: name, value: `%REQ(${name})%` },
    append_action: "OVERWRITE_IF_EXISTS_OR_ADD",
  });
  return [
    { match: { path: ECHO }, ...answer("stable"), response_headers_to_add: ECHOED.map(echo) },
    ...Array.from({ length: others }, (_, i) => ({ match: tagged(`other-${i}`), ...answer("stable") })),
    { match: tagged("v2"), ...answer("canary") },
    { match: { prefix: "/" }, ...answer("stable") },
  ];
}
