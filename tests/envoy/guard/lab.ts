// A gateway whose routes a forged tag would change: app-a v2 is open to who is tagged, and the route to it closes nothing.
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { pathToFileURL } from "node:url";
import { dump } from "js-yaml";
import { Envoy } from "../../../lab/envoy.ts";
import { MODULE } from "../../../release/image.ts";
import { bootstrap, type Cluster, type ConnectionManager, type Filter } from "../plugin.ts";
import type { Upstream } from "../upstream.ts";

const TYPE = "type.googleapis.com/envoy";
export const MODULE_URL = pathToFileURL(MODULE).href;

/** What `manifest --format envoy` writes. */
export type Fields = Pick<ConnectionManager, "http_filters"> & { early_header_mutation_extensions?: unknown };

/** Closes /private, but on the route to app-a v2. */
const rbac: Filter = {
  name: "envoy.filters.http.rbac",
  typed_config: {
    "@type": `${TYPE}.extensions.filters.http.rbac.v3.RBAC`,
    rules: {
      action: "DENY",
      policies: {
        private: {
          permissions: [{ url_path: { path: { exact: "/private" } } }],
          principals: [{ any: true }],
        },
      },
    },
  },
};

/** The routes to app-a; on each of them the filter can be disabled. */
function routes(isDisabled: boolean): string {
  const disabled = { "@type": `${TYPE}.config.route.v3.FilterConfig`, disabled: true };
  const wasm = isDisabled ? { "envoy.filters.http.wasm": disabled } : {};
  const open = { [rbac.name]: { "@type": `${TYPE}.extensions.filters.http.rbac.v3.RBACPerRoute` } };
  const tagged = { prefix: "/", headers: [{ name: "appver-a", string_match: { exact: "v2" } }] };
  const v2 = { match: tagged, route: { cluster: "app-a-v2" }, typed_per_filter_config: { ...wasm, ...open } };
  const v1 = { match: { prefix: "/" }, route: { cluster: "app-a-v1" }, typed_per_filter_config: wasm };
  const virtual_hosts = [{ name: "app-a", domains: ["*"], routes: [v2, v1] }];
  const resource = { "@type": `${TYPE}.config.route.v3.RouteConfiguration`, name: "app-a", virtual_hosts };
  return dump({ version_info: "guard", resources: [resource] });
}

/** Starts it with these fields, behind the filter that closes /private, and with a cluster "web" at `port`. */
export function startWith(
  { ports }: Upstream,
  fields: Fields,
  { port = 1, isDisabled = false } = {},
): Promise<Envoy> {
  return Envoy.start("mesh.yaml", ports, (text, file) => {
    if (file === "live/app-a.yaml") return routes(isDisabled);
    if (file !== "mesh.yaml") return text;
    return bootstrap(text, (manager, clusters) => {
      const router = manager.http_filters.at(-1)!;
      Object.assign(manager, fields, { http_filters: [rbac, ...fields.http_filters, router] });
      clusters.push(cluster("web", port));
    });
  });
}

function cluster(name: string, port_value: number): Cluster & { load_assignment: object } {
  const endpoint = { address: { socket_address: { address: "127.0.0.1", port_value } } };
  return { name, load_assignment: { cluster_name: name, endpoints: [{ lb_endpoints: [{ endpoint }] }] } };
}

/** A web server that has the module, and nothing else. */
export class Web {
  private constructor(private readonly server: Server) {}

  static async start(): Promise<Web> {
    const server = createServer((request, response) => {
      if (request.url === "/hash-tagging.wasm") response.end(readFileSync(MODULE));
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new Web(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  stop(): void {
    this.server.close().closeAllConnections();
  }
}
