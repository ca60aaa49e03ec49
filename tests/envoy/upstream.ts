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

/** A header of requests that are to wait for ever. */
export const UNANSWERED: HeaderLine = ["x-unanswered", "1"];

/** Stands in for every version of every application, and answers each request with what came of it. */
export class Upstream {
  /** How many requests are waiting, or have been. */
  unanswered = 0;

  private constructor(
    readonly ports: Applications,
    private readonly servers: Server[],
  ) {}

  static async start(): Promise<Upstream> {
    const names = Object.keys(PORTS).filter((name) => name.startsWith("app-")) as Application[];
    const servers = await Promise.all(names.map((name) => listen(name, () => ++upstream.unanswered)));
    const ports = names.map((name, i) => [name, (servers[i]!.address() as AddressInfo).port]);
    const upstream = new Upstream(Object.fromEntries(ports) as Applications, servers);
    return upstream;
  }

  stop(): void {
    for (const server of this.servers) server.close().closeAllConnections();
  }
}

async function listen(application: Application, waits: () => void): Promise<Server> {
  const server = createServer({ maxHeaderSize: 16 << 20 }, (request, response) => {
    if (request.headers[UNANSWERED[0]] !== undefined) return waits();
    const lines = request.rawHeaders.flatMap((name, i, raw): HeaderLine[] =>
      i % 2 ? [] : [[name, raw[i + 1]!]],
    );
    response.end(JSON.stringify({ application, lines } satisfies Arrival));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
