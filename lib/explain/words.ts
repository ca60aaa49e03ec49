/** A value as a sentence has it: in quotes where an eye could take it for something else. */
export function shown(value: string, hex?: string, bytes?: number): string {
  const text = /^[\p{L}\p{N}_.@:/+~-]+$/u.test(value) ? value : JSON.stringify(value);
  if (hex !== undefined) return `${text} (bytes ${hex}${bytes === undefined ? "" : "…"})`;
  return bytes === undefined ? text : `${text}… (${bytes} bytes)`;
}

const KINDS: Readonly<Record<string, string>> = {
  queryParam: "query parameter",
  anonymousId: "the id that the gateway made",
  all: "the joined key",
  address: "the address of the client",
};

/** A source of a key: "header x-user-id". */
export function sourceWords(source: Readonly<Record<string, string | number>>): string {
  const [kind, name] = Object.entries(source).find(([field]) => field !== "index") ?? ["", ""];
  const words = KINDS[kind] ?? kind;
  const isNamed = name !== "" && kind !== "address" && kind !== "anonymousId" && kind !== "all";
  return isNamed ? `${words} ${String(name).replaceAll("\0", ".")}` : words;
}
