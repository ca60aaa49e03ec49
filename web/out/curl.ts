import type { Moment } from "../rules/moment.ts";
import type { Asked } from "../state/state.ts";
import { pairs } from "../user/request.ts";

/** The request that is asked about, as a line for a shell. An id stands where the first source of the first key takes it from. */
export function curlOf({ described }: Moment, asked: Asked): string {
  const source = described[0]?.key.sources[0];
  const words = ["curl --include"];
  const header = (name: string, value: string) => words.push(`--header ${quoted(`${name}: ${value}`)}`);
  let url = asked.url === "" ? "https://shop.example/" : asked.url;
  if (asked.method !== "") words.push(`--request ${quoted(asked.method)}`);
  if (asked.id !== "" && source !== undefined) {
    if (source.kind === "header") header(source.name, asked.id);
    else if (source.kind === "cookie") words.push(`--cookie ${quoted(`${source.name}=${asked.id}`)}`);
    else if (source.kind === "queryParam")
      url += `${url.includes("?") ? "&" : "?"}${source.name}=${encodeURIComponent(asked.id)}`;
  }
  for (const [name, value] of pairs(asked.headers, ":")) header(name, value);
  for (const [name, value] of pairs(asked.cookies, "=")) words.push(`--cookie ${quoted(`${name}=${value}`)}`);
  words.push(quoted(url));
  return `${words.join(" \\\n  ")}\n`;
}

/** A word of a POSIX shell. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
