import { createServer, connect, type AddressInfo, type Server, type Socket } from "node:net";
import { BEGINNING, dataFrame, endsIn, headersFrame } from "../frames.ts";
import type { HeaderLine } from "../upstream.ts";

/** Sends these characters, as Latin-1 bytes, and nothing else; returns the answer's head, or "" where none came. */
export function sendRaw(url: string, text: string): Promise<string> {
  return exchange(url, Buffer.from(text, "latin1"), (answer) =>
    answer.includes("\r\n\r\n") ? answer.toString("latin1") : undefined,
  );
}

/** One POST in HTTP/2, in frames of our own: nothing on our side checks, joins or drops a line. */
export async function sendFrames(
  url: string,
  lines: HeaderLine[],
  trailers: HeaderLine[] = [],
): Promise<void> {
  const pseudo: HeaderLine[] = [
    [":method", "POST"],
    [":scheme", "http"],
    [":path", "/"],
    [":authority", "shop.example"],
  ];
  const isLast = trailers.length === 0;
  const request = [BEGINNING, headersFrame([...pseudo, ...lines], 1, false), dataFrame("body", 1, isLast)];
  if (!isLast) request.push(headersFrame(trailers, 1, true));
  await exchange(url, Buffer.concat(request), (answer) => (endsIn(answer).count > 0 ? "" : undefined));
}

/** Writes to a connection of its own and reads until `done` has a result, or the other side ends it: then "". */
function exchange(url: string, request: Buffer, done: (answer: Buffer) => string | undefined) {
  const { hostname, port } = new URL(url);
  return new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(request));
    let answer = Buffer.alloc(0);
    socket.on("data", (bytes) => {
      answer = Buffer.concat([answer, bytes]);
      const result = done(answer);
      if (result === undefined) return;
      socket.destroy();
      resolve(result);
    });
    socket.on("error", reject).on("close", () => resolve(""));
  });
}

/** An HTTP/1.1 upstream that keeps each request to the byte. It takes every upgrade. */
export class WireUpstream {
  /** The requests since `arrived.length = 0`, head, body and trailers. */
  readonly arrived: string[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<WireUpstream> {
    const server = createServer((socket) => upstream.serve(socket));
    const upstream = new WireUpstream(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return upstream;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  stop(): void {
    this.server.close();
  }

  private serve(socket: Socket): void {
    let request = "";
    socket.on("error", () => {}); // Envoy ends its connections when it stops
    socket.on("data", (bytes) => {
      request += bytes.toString("latin1");
      if (!isWhole(request)) return;
      this.arrived.push(request);
      const isUpgrade = /^upgrade:/im.test(request);
      request = "";
      socket.write(
        isUpgrade
          ? "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n"
          : "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
      );
    });
  }
}

function isWhole(request: string): boolean {
  return /^transfer-encoding: chunked/im.test(request)
    ? /\r\n0\r\n(.+\r\n)*\r\n$/.test(request)
    : request.endsWith("\r\n\r\n");
}

/** All values of one header, or trailer, of a request as it came, in their order. */
export function valuesIn(request: string, name: string): string[] {
  return [...request.matchAll(new RegExp(`^${name}: (.*)\r$`, "gim"))].map(([, value]) => value!);
}
