import { request } from "node:http";
import { text } from "node:stream/consumers";
import type { Arrival, HeaderLine } from "../upstream.ts";

export interface Visit {
  status: number;
  body: string;
  /** The header lines of the answer, names in lower case. */
  lines: HeaderLine[];
}

/** Keeps cookies as a browser does, as far as the tests need it: by name, until Max-Age=0. */
export class Browser {
  readonly cookies = new Map<string, string>();

  constructor(private readonly url: string) {}

  async visit(...lines: HeaderLine[]): Promise<Visit> {
    const cookies = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const cookie: HeaderLine[] = cookies === "" ? [] : [["cookie", cookies]];
    const visit = await get(this.url, [...cookie, ...lines]);
    for (const [, name = "", value = "", attributes = ""] of setCookies(visit)) {
      if (attributes.includes("Max-Age=0")) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return visit;
  }
}

/** One request with exactly these header lines. */
export function get(url: string, lines: HeaderLine[]): Promise<Visit> {
  const path = Object.fromEntries(lines)[":path"] ?? "/";
  const headers = ["host", "shop.example", ...lines.filter(([name]) => name !== ":path").flat()];
  return new Promise((resolve, reject) => {
    request(url, { headers, path })
      .on("response", async (response) => {
        const { rawHeaders } = response;
        const pairs = rawHeaders.flatMap((name, i): HeaderLine[] =>
          i % 2 ? [] : [[name.toLowerCase(), rawHeaders[i + 1]!]],
        );
        resolve({ status: response.statusCode!, body: await text(response), lines: pairs });
      })
      .on("error", reject)
      .end();
  });
}

/** Name, value and attributes of each cookie that an answer sets. */
export function setCookies({ lines }: Visit): RegExpExecArray[] {
  return lines
    .filter(([name]) => name === "set-cookie")
    .map(([, value]) => /^([^=]+)=([^;]*)(.*)$/.exec(value)!);
}

/** The tags with which a visit reached the upstream. */
export function tagsOf({ body }: Visit): Record<string, string> {
  const { lines } = JSON.parse(body) as Arrival;
  return Object.fromEntries(lines.filter(([name]) => name.startsWith("appver-")));
}
