import { START, type State } from "./state.ts";

const MARK = "#v1=";

/** The state as the fragment of a link, which no browser sends to a server: JSON, deflated, in base64url. */
export async function fragmentOf(state: State): Promise<string> {
  const bytes = await through(
    new TextEncoder().encode(JSON.stringify(state)),
    new CompressionStream("deflate-raw"),
  );
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return MARK + btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** What such a fragment holds; undefined for any other. A field that is missing, or is no text, is as at the start. */
export async function stateOf(fragment: string): Promise<State | undefined> {
  if (!fragment.startsWith(MARK)) return undefined;
  try {
    const binary = atob(fragment.slice(MARK.length).replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const json = await through(bytes, new DecompressionStream("deflate-raw"));
    return checked(JSON.parse(new TextDecoder().decode(json)));
  } catch {
    return undefined; // cut short by a mail program, or made by hand
  }
}

function checked(given: unknown): State {
  const fields = objectOf(given);
  const { before } = fields;
  const text = texts(START, fields);
  const crowd = texts(START.crowd, objectOf(fields["crowd"]));
  const shapes = ["uuid", "sequential", "email", "ean", "list"];
  return {
    ...text,
    before: typeof before === "string" ? before : undefined,
    asked: texts(START.asked, objectOf(fields["asked"])),
    crowd: shapes.includes(crowd.shape) ? crowd : START.crowd,
  };
}

function objectOf(given: unknown): Record<string, unknown> {
  return typeof given === "object" && given !== null ? (given as Record<string, unknown>) : {};
}

/** `start`, with those of its texts that are given. */
function texts<T extends object>(start: T, given: Record<string, unknown>): T {
  const some = Object.entries(start).filter(
    ([name, value]) => typeof value === "string" && typeof given[name] === "string",
  );
  return { ...start, ...Object.fromEntries(some.map(([name]) => [name, given[name]])) };
}

async function through(bytes: Uint8Array<ArrayBuffer>, stream: CompressionStream | DecompressionStream) {
  const out = new Response(new Blob([bytes]).stream().pipeThrough(stream));
  return new Uint8Array(await out.arrayBuffer());
}
