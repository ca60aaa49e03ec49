import { connect } from "node:net";
import { BEGINNING, endsIn, headersFrame, setStream } from "./frames.ts";
import type { HeaderLine } from "./upstream.ts";

const UNDERWAY = 400; // fewer than the streams that Envoy lets one connection have open
const AT_ONCE = 100;

/** Sends `count` GETs with these header lines in turn over one HTTP/2 connection, many at a time, and awaits each answer. */
export function flood(url: string, requests: HeaderLine[][], count: number): Promise<void> {
  const { hostname, port } = new URL(url);
  const frames = Array.from({ length: AT_ONCE }, (_, i) =>
    headersFrame(get(requests[i % requests.length]!), 0, true),
  );
  const starts = frames.map((_, i) => frames.slice(0, i).reduce((sum, { length }) => sum + length, 0));
  return new Promise((resolve, reject) => {
    let [begun, ended] = [0, 0];
    let rest = Buffer.alloc(0);
    const socket = connect(Number(port), hostname, () => socket.write(BEGINNING, send));
    const send = () => {
      for (; begun < count && begun - ended <= UNDERWAY - AT_ONCE; begun += AT_ONCE) {
        const batch = Buffer.concat(frames);
        starts.forEach((at, i) => setStream(batch, at, 2 * (begun + i) + 1));
        socket.write(batch);
      }
    };
    socket.on("data", (bytes) => {
      rest = rest.length > 0 ? Buffer.concat([rest, bytes]) : bytes;
      const ends = endsIn(rest);
      rest = rest.subarray(ends.length);
      ended += ends.count;
      if (ended < count) send();
      else resolve(void socket.destroy());
    });
    socket.on("error", reject);
    socket.on("close", () => reject(new Error(`the connection ended after ${ended} of ${count} answers`)));
  });
}

function get(lines: HeaderLine[]): HeaderLine[] {
  return [[":method", "GET"], [":scheme", "http"], [":authority", "shop.example"], ...lines];
}
