import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { PORTS, type Application, type Applications } from "../../lab/ports.ts";

export type HeaderLine = [name: string, value: string];

/** What reached the upstream. */
export interface Arrival {
  /** The cluster that Envoy chose. */
  application: Application;
  /** Every header line, as it came, its bytes as Latin-1 characters. */
  lines: HeaderLine[];
}

/** Stands in for every version of every application, and answers each request with what came of it. */
export class Upstream {
  private constructor(
    readonly ports: Applications,
    private readonly servers: Server[],
  ) {}

  static async start(): Promise<Upstream> {
    const names = Object.keys(PORTS).filter((name) => name.startsWith("app-")) as Application[];
    const servers = await Promise.all(names.map(listen));
    const ports = names.map((name, i) => [name, (servers[i]!.address() as AddressInfo).port]);
    return new Upstream(Object.fromEntries(ports) as Applications, servers);
  }

  stop(): void {
    for (const server of this.servers) server.close().closeAllConnections();
  }
}

async function listen(application: Application): Promise<Server> {
  const server = createServer({ maxHeaderSize: 16 << 20 }, (request, response) => {
    const lines = request.rawHeaders.flatMap((name, i, raw): HeaderLine[] =>
      i % 2 ? [] : [[name, raw[i + 1]!]],
    );
    response.end(JSON.stringify({ application, lines } satisfies Arrival));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
