import assert from "node:assert/strict";
import { bytesOf, type RequestCase } from "../vectors.ts";
import type { Line } from "./host.ts";

/** The lines of a vector's request as a host holds them: names in lower case. */
export function linesOf(request: RequestCase["request"]): Line[] {
  return request.map(([name, value]) => [name.toLowerCase(), bytesOf(value)]);
}

/** Every tag header must have reached the upstream exactly as `tags` says, and every other line untouched. */
export function assertUpstream(upstream: Line[], sent: Line[], tags: RequestCase["tags"]): void {
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
