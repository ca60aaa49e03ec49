import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { send } from "./client.ts";
import type { HeaderLine } from "./upstream.ts";

/** Which headers of a request the app sends on with its own. */
export type Forwarded = (request: IncomingMessage) => HeaderLine[];

/** An app in the middle of a chain: it calls the next one and hands on the answer. */
export class App {
  /** The way out, and what it takes along; set before the first request. */
  next = "";
  forwards: Forwarded = () => [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<App> {
    const server = createServer((request, response) => {
      send(app.next, app.forwards(request)).then(
        ({ status, body }) => response.writeHead(status).end(body),
        (error) => response.writeHead(502).end(String(error)),
      );
    });
    const app = new App(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return app;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  stop(): void {
    this.server.close().closeAllConnections();
  }
}

/** Sends on these headers alone, as they came. */
export function only(...names: string[]): Forwarded {
  return ({ headers }) =>
    names.flatMap((name): HeaderLine[] => (headers[name] ? [[name, String(headers[name])]] : []));
}
