/**
 * The articles' applications: app-a calls app-b calls app-c, each in two versions. They know nothing of versions but
 * their own name; what they must do for the canary is to pass the tag headers on.
 * `node --import tsx lab/services.ts` runs them for an Envoy that is run by hand.
 */
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { pathToFileURL } from "node:url";
import { PORTS, type Application, type Applications } from "./ports.ts";

const APPLICATIONS = Object.keys(PORTS).filter((name) => name.startsWith("app-")) as Application[];
const IP = "127.0.0.1";
const TAG_PREFIX = "appver-";

/** Where an application finds the next one: the way out of its sidecar. */
export type NextHop = (app: "app-a" | "app-b") => string;

export class Services {
  private constructor(
    readonly ports: Applications,
    private readonly servers: Server[],
  ) {}

  /** Starts all versions of all applications; port 0 takes a free one. */
  static async start(portOf: (application: Application) => number, nextHop: NextHop): Promise<Services> {
    const servers = await Promise.all(APPLICATIONS.map((name) => serve(name, portOf(name), nextHop)));
    const ports = APPLICATIONS.map((name, i) => [name, (servers[i]!.address() as AddressInfo).port]);
    return new Services(Object.fromEntries(ports) as Applications, servers);
  }

  stop(): void {
    for (const server of this.servers) server.close().closeAllConnections();
  }
}

async function serve(application: Application, port: number, nextHop: NextHop): Promise<Server> {
  const [, app, version] = /^(app-.)-(v\d)$/.exec(application)!;
  const self = `-> ${app}(version: ${version}, ip: ${IP})`;
  const server = createServer(async (request, response) => {
    try {
      const rest = app === "app-c" ? "\n" : await call(nextHop(app as "app-a" | "app-b"), request.headers);
      response.end(self + rest);
    } catch (error) {
      response.writeHead(502).end(`${self}: ${String(error)}\n`);
    }
  });
  await new Promise<void>((resolve, reject) => server.on("error", reject).listen(port, IP, resolve));
  return server;
}

async function call(next: string, received: IncomingHttpHeaders): Promise<string> {
  const tags = Object.entries(received).filter(([name]) => name.startsWith(TAG_PREFIX)) as [string, string][];
  const response = await fetch(next, { headers: tags });
  return response.text();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const sidecar = { "app-a": PORTS["to-app-b"], "app-b": PORTS["to-app-c"] };
  const { ports } = await Services.start(
    (application) => PORTS[application],
    (app) => `http://${IP}:${sidecar[app]}`,
  );
  for (const [application, port] of Object.entries(ports)) console.log(`${application} on port ${port}`);
}
