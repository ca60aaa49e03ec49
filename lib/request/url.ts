/** What a URL says of a request, as HTTP/2 does; or why it is none. */
export type Target = { readonly values: Record<string, string> } | { readonly fault: string };

const PARTS = /^(?:(https?):\/\/([^/?#]*))?([^#]*)/i;

/** Reads a URL, or the path of one: then it says nothing of the host. What stands behind # no browser sends. */
export function targetOf(url: string): Target {
  const [, scheme, authority, path = ""] = PARTS.exec(url)!;
  const fault = targetFault(authority, path);
  if (fault !== undefined) return { fault };
  const whole = path.startsWith("/") ? path : `/${path}`;
  if (scheme === undefined) return { values: { ":path": whole } };
  return { values: { ":scheme": scheme.toLowerCase(), ":authority": authority!, ":path": whole } };
}

function targetFault(authority: string | undefined, path: string): string | undefined {
  if (authority === undefined && !path.startsWith("/"))
    return "write https://HOST/PATH, or a path that begins with /";
  if (authority === "") return "there is no host behind //";
  if (authority?.includes("@")) return "no browser sends what stands before the @; leave it out";
  const odd = /[^!-~]/u.exec(`${authority ?? ""}${path}`)?.[0];
  if (odd === undefined) return undefined;
  return `${JSON.stringify(odd)} cannot stand in a URL; write ${percent(odd)}`;
}

function percent(character: string): string {
  const bytes = [...new TextEncoder().encode(character)];
  return bytes.map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
}
