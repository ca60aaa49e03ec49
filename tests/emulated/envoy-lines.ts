import { readFileSync } from "node:fs";
import type { Line } from "./host.ts";

export type Http = "HTTP/1.1" | "HTTP/2";

const PAGE = readFileSync(new URL("../../docs/what-envoy-lets-through.md", import.meta.url), "utf8");
const [, paragraph] = /^Envoy joins (.*?)\.$/ms.exec(PAGE)!;

/** Headers whose lines Envoy joins into one, as the page about it lists them. */
export const JOINED: readonly string[] = [...paragraph!.matchAll(/`(.*?)`/g)].map(([, name]) => name!);

/** Headers that Envoy takes from a client's request before any filter sees it. */
export const TAKEN: readonly string[] =
  `connection keep-alive proxy-connection te upgrade x-envoy-expected-rq-timeout-ms x-envoy-force-trace
  x-envoy-hedge-on-per-try-timeout x-envoy-internal x-envoy-ip-tags x-envoy-max-retries x-envoy-original-url
  x-envoy-retry-on x-envoy-upstream-rq-timeout-ms x-forwarded-client-cert`.split(/\s+/);

/** What Envoy puts between the lines of a header when it joins them; undefined for a header whose lines stay. */
function separatorOf(name: string, http: Http): string | undefined {
  if (name === "cookie") return http === "HTTP/2" ? "; " : undefined;
  return name === ":authority" || JOINED.includes(name) ? "," : undefined;
}

/** The lines of a request as Envoy's filters see them; `sent` as they are on the wire, with names in lower case. */
export function asEnvoyHolds(sent: Line[], http: Http): Line[] {
  const hasAuthority = sent.some(([name]) => name === ":authority");
  const held: Line[] = [];
  for (const [written, value] of sent) {
    if (TAKEN.includes(written) || (written === "host" && hasAuthority)) continue;
    const name = written === "host" ? ":authority" : written;
    const separator = separatorOf(name, http);
    const before = held.find(([other]) => other === name);
    if (before === undefined || separator === undefined) held.push([name, value]);
    else before[1] = Buffer.concat([before[1], Buffer.from(separator), value]);
  }
  return held;
}
