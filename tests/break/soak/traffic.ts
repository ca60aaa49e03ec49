// Every kind of request, each again and again by clients of its own.
import { once } from "node:events";
import { connect as connectHttp2 } from "node:http2";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { send } from "../../envoy/client.ts";
import { flood } from "../../envoy/flood.ts";
import { sendRaw } from "../../envoy/let-through/wire.ts";
import type { HeaderLine } from "../../envoy/upstream.ts";
import { TAG } from "../reliability/load.ts";

const USER: HeaderLine = ["x-user-id", "0005"];
const FORGED: HeaderLine[] = Array.from({ length: 20 }, () => [TAG, "forged"]);
const REFUSED = [
  "GET / HTTP/1.0\r\n\r\n",
  "GET /a#b HTTP/1.1\r\nhost: a\r\n\r\n",
  `GET / HTTP/1.1\r\nhost: a\r\nx: ${"y".repeat(70 << 10)}\r\n\r\n`,
];
const FLOOD = 2000;

/** Whether a tag is one that the user had at some time of the request. */
type IsRight = (tag: string) => boolean;

/** One request, or several, to a gateway. True where each came to what it must. */
type Play = (gateway: string, isRight: IsRight) => Promise<boolean>;

const isNone: IsRight = (tag) => tag === "";

const comesTo = async (gateway: string, lines: HeaderLine[], isRight: IsRight) => {
  const { status, body } = await send(gateway, lines);
  return status === 200 && isRight(body);
};

export const KINDS: Record<string, Play> = {
  tagged: (gateway, isRight) => comesTo(gateway, [USER], isRight),
  untagged: (gateway) => comesTo(gateway, [["x-user-id", "0001"]], isNone),
  "no id": (gateway) => comesTo(gateway, [["accept", "*/*"]], isNone),
  forged: (gateway, isRight) => comesTo(gateway, [...FORGED, USER], isRight),
  baggage: (gateway, isRight) => comesTo(gateway, [USER, ["baggage", `a=b,${TAG}=forged`]], isRight),

  /** Ids up to Envoy's limit, of a length that is never the same; the app must not get a forged tag. */
  "long ids": async (gateway) => {
    const { status, body } = await send(gateway, [
      ["x-user-id", "7".repeat(1 + Math.random() * 55_000)],
      ...FORGED,
    ]);
    return status === 200 && body !== "forged";
  },
  oversized: async (gateway) => (await send(gateway, [["x-user-id", "7".repeat(70_000)]])).status === 431,

  refused: async (gateway) => {
    const answers = await Promise.all(REFUSED.map((request) => sendRaw(gateway, request)));
    await flood(gateway, [[[":path", "/a#b"]]], FLOOD);
    return answers.every((answer) => /^HTTP\/1.1 4/.test(answer));
  },

  websocket: async (gateway, isRight) => {
    const { hostname, port } = new URL(gateway);
    const lines = `connection: upgrade\r\nupgrade: websocket\r\n${USER.join(": ")}\r\n${TAG}: forged\r\n`;
    const socket = connect(Number(port), hostname, () =>
      socket.write(`GET / HTTP/1.1\r\nhost: a\r\n${lines}\r\n`),
    );
    let seen = "";
    return new Promise((resolve, reject) => {
      socket.on("error", reject).on("close", () => resolve(false));
      socket.on("data", (bytes) => {
        if (seen === "") socket.write("ping");
        seen += bytes;
        if (!seen.endsWith("ping")) return;
        const [, tag = ""] = new RegExp(`^${TAG}: (.*)\r$`, "m").exec(seen) ?? [];
        resolve(/^HTTP\/1.1 101 /.test(seen) && isRight(tag));
        socket.destroy();
      });
    });
  },

  "HTTP/2": (gateway, isRight) => inHttp2(gateway, { ":path": "/" }, "", isRight),
  gRPC: (gateway, isRight) => {
    const headers = {
      ":method": "POST",
      ":path": "/shop.Cart/Get",
      "content-type": "application/grpc",
      te: "trailers",
    };
    return inHttp2(gateway, headers, "\0\0\0\0\x04ping", isRight);
  },
};

/** Ten streams of one connection at once. */
async function inHttp2(gateway: string, headers: object, body: string, isRight: IsRight): Promise<boolean> {
  const session = connectHttp2(gateway);
  const ended = once(session, "close"); // rejects where the connection fails
  const streams = Array.from({ length: 10 }, () =>
    session.request({ ...headers, "x-user-id": "0005", [TAG]: "forged" }),
  );
  if (body !== "") for (const stream of streams) stream.end(body);
  const bodies = await Promise.all(streams.map((stream) => text(stream)));
  session.close();
  await ended;
  return bodies.every(isRight);
}
