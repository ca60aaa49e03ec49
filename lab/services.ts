/**
 * The articles' applications: app-a calls app-b calls app-c, each in two versions, each of them the examples' sample app.
 * `node --import tsx lab/services.ts` runs them for an Envoy that is run by hand.
 */
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { pathToFileURL } from "node:url";
import { loadAll } from "js-yaml";
import { PORTS, type Application, type Applications } from "./ports.ts";
import { Program } from "./process.ts";
import { until } from "./until.ts";

export const APPLICATIONS = Object.keys(PORTS).filter((name) => name.startsWith("app-")) as Application[];

const IP = "127.0.0.1";
const MANIFEST = new URL("../examples/sample-app/app.yaml", import.meta.url);
const NEXT = { "app-a": "to-app-b", "app-b": "to-app-c", "app-c": undefined } as const;

/** Where an application finds the next one: the way out of its sidecar. */
export type WayOut = (listener: "to-app-b" | "to-app-c") => string;

export class Services {
  private constructor(private readonly programs: Program[]) {}

  /** Starts all versions of all applications; resolves when each of them answers. */
  static async start(ports: Applications, wayOut: WayOut): Promise<Services> {
    const script = await scriptOf(MANIFEST);
    const programs = APPLICATIONS.map((name) => {
      const [, app, version] = /^(app-.)-(v\d)$/.exec(name)!;
      const next = NEXT[app as keyof typeof NEXT];
      const env = {
        ...process.env,
        APP: app,
        VERSION: version,
        POD_IP: IP,
        PORT: String(ports[name]),
        FORWARD: "appver-a, appver-b, appver-c",
        ...(next && { UPSTREAM_URL: wayOut(next) }),
      };
      return new Program(process.execPath, ["--input-type=module", "--eval", script], { env });
    });
    const services = new Services(programs);
    await Promise.all(APPLICATIONS.map((name, i) => ready(name, ports[name], programs[i]!)));
    return services;
  }

  async stop(): Promise<void> {
    await Promise.all(this.programs.map((program) => program.stop()));
  }
}

/** A port for each of them that nobody listens at. */
export async function freePorts(): Promise<Applications> {
  const servers = APPLICATIONS.map(() => createServer().listen(0, IP));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return Object.fromEntries(APPLICATIONS.map((name, i) => [name, ports[i]])) as Applications;
}

async function scriptOf(manifest: URL): Promise<string> {
  const documents = loadAll(await readFile(manifest, "utf8")) as { data?: Record<string, string> }[];
  return documents.find(({ data }) => data !== undefined)!.data!["server.mjs"]!;
}

function ready(name: string, port: number, program: Program): Promise<unknown> {
  return until(`${name} to answer`, async () => {
    if (program.status !== undefined) throw new Error(`${name} ended:\n${program.log}`);
    return (await fetch(`http://${IP}:${port}/ready`).catch(() => undefined))?.ok;
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await Services.start(PORTS, (listener) => `http://${IP}:${PORTS[listener]}`);
  for (const name of APPLICATIONS) console.log(`${name} on port ${PORTS[name]}`);
}
