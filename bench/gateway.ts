import { mkdtemp, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { RunningEnvoy } from "../lab/running-envoy.ts";
import { until } from "../lab/until.ts";

/** One HTTP filter of a listener, as Envoy's configuration has it. */
export interface HttpFilter {
  name: string;
  typed_config: object;
}

export interface Listener {
  filters: HttpFilter[];
  /** Extensions that change a request's headers before it has a route. */
  early?: object[];
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
 * An Envoy for measuring: tied to its cores, and quiet. It answers every request itself, so that its CPU is the
 * request's whole way but for the upstream.
 */
export class Gateway {
  private constructor(private readonly envoy: RunningEnvoy) {}

  static async start(listeners: Listeners, workers = 1): Promise<Gateway> {
    const folder = await mkdtemp(join(tmpdir(), "hash-tagging-bench-"));
    const config = "envoy.json";
    await writeFile(join(folder, config), JSON.stringify(bootstrap(listeners)));
    const own = Math.min(workers, Math.max(LAST_CORE, 1)) - 1;
    const cores = `0-${workers > LAST_CORE ? LAST_CORE : own}`;
    const flags = ["-l", "error", "--component-log-level", "wasm:critical"];
    return new Gateway(
      await RunningEnvoy.start({ folder, config, workers, flags, by: ["taskset", "-c", cores] }),
    );
  }

  /** The process. */
  get pid(): number {
    return this.envoy.pid;
  }

  /** host:port of a listener. */
  address(listener: string): string {
    return this.envoy.address(listener);
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
  rss(): Promise<number> {
    return this.envoy.rss();
  }

  /** How long Envoy took from its start until its workers ran, by its own clock. */
  async readyMs(): Promise<number> {
    return until("Envoy's statistics", async () => {
      const page = await this.admin("/stats?filter=server.initialization_time_ms");
      return Number(/P50\(\S+?,([\d.]+)\)/.exec(page)?.[1] ?? 0) || undefined;
    });
  }

  /** A counter of Envoy's; 0 while nobody has touched it. */
  counter(name: string): Promise<number> {
    return this.envoy.admin.stat(name);
  }

  /** A page of Envoy's admin interface. */
  admin(path: string): Promise<string> {
    return this.envoy.admin.page(path);
  }

  stop(): Promise<void> {
    return this.envoy.stop();
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

function configured(name: string, { filters, early = [], otherRoutes = 0 }: Listener): object {
  const manager = {
    "@type": `${TYPE}.network.http_connection_manager.v3.HttpConnectionManager`,
    stat_prefix: name,
    early_header_mutation_extensions: early,
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
