import assert from "node:assert/strict";
import { bytesOf, type Arriving, type RequestCase } from "../vectors.ts";
import { asEnvoyHolds, type Http } from "./envoy-lines.ts";
import type { Line } from "./host.ts";

/** The lines of a vector's request as Envoy holds them. A client of HTTP/2 sends the host as :authority. */
export function linesOf(request: RequestCase["request"], http: Http = "HTTP/1.1"): Line[] {
  const host = http === "HTTP/2" ? ":authority" : "host";
  const lines = request.map(([written, value]): Line => {
    const name = written.toLowerCase();
    return [name === "host" ? host : name, bytesOf(value)];
  });
  return asEnvoyHolds(lines, http);
}

/** Every tag header must have reached the upstream exactly as `tags` says, and every other line untouched. */
export function assertUpstream(upstream: Line[], sent: Line[], tags: Arriving): void {
  const isTag = ([name]: Line) => Object.hasOwn(tags, name);
  for (const [name, value] of Object.entries(tags)) {
    const got = upstream.filter(([other]) => other === name).map(([, bytes]) => bytes.toString());
    assert.deepEqual(got, value === null ? [] : [value], name);
  }
  assert.deepEqual(
    upstream.filter((line) => !isTag(line)),
    sent.filter((line) => !isTag(line)),
  );
}
