import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { TAG } from "../reliability/load.ts";

/** An app that says which tag it was given, in HTTP and at the beginning of a websocket, and sends back what comes in one. */
export class App {
  private constructor(private readonly server: Server) {}

  static async start(): Promise<App> {
    const server = createServer({ maxHeaderSize: 1 << 20 }, (request, response) => {
      request.resume().on("end", () => response.end(String(request.headers[TAG] ?? "")));
    });
    server.on("upgrade", (request, socket) => {
      socket.on("error", () => {});
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n${TAG}: ${request.headers[TAG] ?? ""}\r\n\r\n`,
      );
      socket.pipe(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new App(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  stop(): void {
    this.server.close().closeAllConnections();
  }
}
