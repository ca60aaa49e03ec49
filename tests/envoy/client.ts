import { Agent, request as httpRequest } from "node:http";
import { connect } from "node:http2";
import { text } from "node:stream/consumers";
import type { Arrival, HeaderLine } from "./upstream.ts";

export interface Answer {
  status: number;
  body: string;
}

const agent = new Agent({ keepAlive: true });

/** Of header lines, those of a request line (:path, :method), and the rest. */
function parted(lines: HeaderLine[]): {
  path: string | undefined;
  method: string | undefined;
  rest: HeaderLine[];
} {
  const { ":path": path, ":method": method } = Object.fromEntries(lines);
  return { path, method, rest: lines.filter(([name]) => name !== ":path" && name !== ":method") };
}

/** Sends exactly these header lines, their characters as Latin-1 bytes, in HTTP/1.1. */
export function send(url: string, lines: HeaderLine[]): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const isHost = ([name]: HeaderLine) => name.toLowerCase() === "host";
    const { path = new URL(url).pathname, method, rest } = parted(lines);
    const headers = [...(rest.some(isHost) ? [] : ["host", "shop.example"]), ...rest.flat()];
    httpRequest(url, { agent, headers, path, method })
      .on("response", async (response) =>
        resolve({ status: response.statusCode!, body: await text(response) }),
      )
      .on("error", reject)
      .end();
  });
}

/** The same in HTTP/2, whose header names are always in lower case, and whose host is :authority. */
export async function sendHttp2(url: string, lines: HeaderLine[]): Promise<Answer> {
  const session = connect(url);
  try {
    const { path = new URL(url).pathname, method = "GET", rest } = parted(lines);
    const headers: Record<string, string[]> = { ":path": [path], ":method": [method] };
    for (const [written, value] of rest) {
      const name = written.toLowerCase();
      (headers[name === "host" ? ":authority" : name] ??= []).push(value);
    }
    const stream = session.request(headers).end();
    const status = new Promise<number>((resolve, reject) => {
      stream.on("response", (response) => resolve(response[":status"]!)).on("error", reject);
    });
    return { status: await status, body: await text(stream) };
  } finally {
    session.close();
  }
}

/** What of a request with these header lines reaches the upstream. */
export async function arrival(url: string, lines: HeaderLine[], by = send): Promise<Arrival> {
  const { status, body } = await by(url, lines);
  if (status !== 200) throw new Error(`status ${status}: ${body}`);
  return JSON.parse(body) as Arrival;
}

/** All values of one header among the lines; Envoy may write a repeated one as several lines. */
export function values({ lines }: Arrival, header: string): string[] {
  return lines.filter(([name]) => name.toLowerCase() === header.toLowerCase()).map(([, value]) => value);
}
