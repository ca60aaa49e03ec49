// As much of HTTP/2 (RFC 9113) as it takes to send requests that no client library would.
import type { HeaderLine } from "./upstream.ts";

const HEAD = 9;
const STREAM_AT = 5;
const [DATA, HEADERS, RST_STREAM, SETTINGS, GOAWAY, WINDOW_UPDATE] = [0, 1, 3, 4, 7, 8];
const [END_STREAM, END_HEADERS] = [1, 4];

/** How a client begins a connection: the preface, settings that ask for nothing, and leave to send 2 GiB. */
export const BEGINNING = Buffer.concat([
  Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
  frame(SETTINGS, 0, 0, Buffer.alloc(0)),
  frame(WINDOW_UPDATE, 0, 0, Buffer.of(0x7f, 0xfe, 0, 0)),
]);

/** Header lines, or trailers, by HPACK (RFC 7541, 6.2.2), each spelt out; names and values of up to 126 bytes. */
export function headersFrame(lines: HeaderLine[], stream: number, isLast: boolean): Buffer {
  const text = (value: string) => Buffer.from(String.fromCharCode(value.length) + value, "latin1");
  const block = lines.flatMap(([name, value]) => [Buffer.of(0), text(name), text(value)]);
  return frame(HEADERS, END_HEADERS | (isLast ? END_STREAM : 0), stream, Buffer.concat(block));
}

export function dataFrame(text: string, stream: number, isLast: boolean): Buffer {
  return frame(DATA, isLast ? END_STREAM : 0, stream, Buffer.from(text));
}

/** Gives a frame, which begins at `at`, to another stream. */
export function setStream(bytes: Buffer, at: number, stream: number): void {
  bytes.writeUInt32BE(stream, at + STREAM_AT);
}

/** How many frames of these bytes end a stream or the connection, and how long all whole frames are. */
export function endsIn(bytes: Buffer): { count: number; length: number } {
  let [count, length] = [0, 0];
  while (length + HEAD <= bytes.length) {
    const next = length + HEAD + bytes.readUIntBE(length, 3);
    if (next > bytes.length) break;
    const [type, flags] = [bytes[length + 3]!, bytes[length + 4]!];
    const isLast = (type === DATA || type === HEADERS) && (flags & END_STREAM) !== 0;
    if (isLast || type === RST_STREAM || type === GOAWAY) ++count;
    length = next;
  }
  return { count, length };
}

function frame(type: number, flags: number, stream: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(HEAD);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  setStream(head, 0, stream);
  return Buffer.concat([head, payload]);
}
