import { createServer, connect, type AddressInfo, type Server, type Socket } from "node:net";
import type { HeaderLine } from "../upstream.ts";

/** Sends these characters, as Latin-1 bytes, and nothing else; returns the answer's head, or "" where none came. */
export function sendRaw(url: string, text: string): Promise<string> {
  return exchange(url, Buffer.from(text, "latin1"), (answer) =>
    answer.includes("\r\n\r\n") ? answer.toString("latin1") : undefined,
  );
}

const FRAME_HEAD = 9;
const [DATA, HEADERS, RST_STREAM, SETTINGS, GOAWAY] = [0, 1, 3, 4, 7];
const [END_STREAM, END_HEADERS] = [1, 4];
const PREFACE = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

/** One POST in HTTP/2, its frames written by hand: nothing on our side checks, joins or drops a line. */
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
  const last = trailers.length > 0 ? 0 : END_STREAM;
  const request = [
    PREFACE,
    frame(SETTINGS, 0, 0, Buffer.alloc(0)),
    frame(HEADERS, END_HEADERS, 1, literals([...pseudo, ...lines])),
    frame(DATA, last, 1, Buffer.from("body")),
  ];
  if (last === 0) request.push(frame(HEADERS, END_HEADERS | END_STREAM, 1, literals(trailers)));
  await exchange(url, Buffer.concat(request), (answer) => (endsStream(answer) ? "" : undefined));
}

function frame(type: number, flags: number, stream: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(FRAME_HEAD);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** Header lines by HPACK (RFC 7541, 6.2.2), each spelt out; names and values of up to 126 bytes. */
function literals(lines: HeaderLine[]): Buffer {
  const text = (value: string) => Buffer.from(String.fromCharCode(value.length) + value, "latin1");
  return Buffer.concat(lines.flatMap(([name, value]) => [Buffer.of(0), text(name), text(value)]));
}

/** True when these bytes have a frame in them that ends the request's stream or the connection. */
function endsStream(bytes: Buffer): boolean {
  for (let at = 0; at + FRAME_HEAD <= bytes.length; at += FRAME_HEAD + bytes.readUIntBE(at, 3)) {
    const [type, flags] = [bytes[at + 3]!, bytes[at + 4]!];
    if (type === RST_STREAM || type === GOAWAY) return true;
    if ((type === DATA || type === HEADERS) && flags & END_STREAM) return true;
  }
  return false;
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
