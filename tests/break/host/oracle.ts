// What the upstream may see, said once more by nothing that the modules share.
import type { Line } from "../../emulated/host.ts";
import { ASKED, tagHeaders, type Kind } from "./configurations.ts";

/**
 * What became of the module's reads: all true; some failed, which could be told; some brought a value that was untrue;
 * or the host denied headers that the request has, which then stay.
 */
export type Reads = "true" | "failed" | "untrue" | "denied";

export interface Exchange {
  kind: Kind;
  /** The number of the configuration that is served; null where none is. */
  served: number | null;
  sent: Line[];
  upstream: Line[];
  reads: Reads;
  /** Headers that the host failed to write. */
  unwritten: ReadonlySet<string>;
}

/** A header that a module may change, and the values that are right; joined by commas, "" for no header. */
interface Own {
  name: string;
  right: string;
  /** Beside `right`, after a read that failed, and after an untrue one. */
  failed: string[];
  untrue: string[];
}

/** Why the upstream may not see this, or undefined where it may. */
export function wrong(exchange: Exchange): string | undefined {
  const { kind, served, sent, upstream, reads, unwritten } = exchange;
  const own = served === null ? [] : OWN[kind](sent, served);
  const rest = (lines: Line[]) =>
    lines.filter(([name]) => !own.some((header) => header.name === name)).map(String);
  if (rest(sent).join("\n") !== rest(upstream).join("\n")) return `other lines: ${rest(upstream).join("; ")}`;
  for (const { name, right, failed, untrue } of own) {
    const allowed = [right];
    if (reads !== "true") allowed.push(...failed);
    if (reads === "untrue" || reads === "denied") allowed.push(...untrue);
    if (reads === "denied" || unwritten.has(name)) allowed.push(valueOf(sent, name));
    const got = valueOf(upstream, name);
    if (!allowed.includes(got)) return `${name} is "${got}", not "${allowed.join('" or "')}"`;
  }
  return undefined;
}

const OWN: Record<Kind, (sent: Line[], k: number) => Own[]> = {
  few: (sent, k) => tags("few", sent, k),
  many: (sent, k) => tags("many", sent, k),
  reserving: (sent, k) => [...tags("reserving", sent, k), RESERVED],
  baggage: (sent, k) => [...tags("baggage", sent, k), mergedBaggage(sent, tags("baggage", sent, k))],
  counted: (sent, k) => tags("counted", sent, k),
  keyed: (sent, k) => tags("keyed", sent, k),
  guarded: (sent, k) => [...tags("guarded", sent, k), ASKED_AWAY],
  explained: (sent, k) => [...tags("explained", sent, k), ASKED_AWAY],
  telling: (sent, k) => tags("telling", sent, k),
  inbound: carried,
  remembering: carried,
  outbound: restored,
  recalling: restored,
};

/** A header that the gateway owns by its prefix goes; it can only be found by a read of all lines. */
const RESERVED: Own = { name: "appver-z", right: "", failed: ["forged"], untrue: ["forged"] };

/** Whoever asks how a request is decided asks the gateway alone. */
const ASKED_AWAY: Own = { name: ASKED.header, right: "", failed: [], untrue: [] };

/** At the gateway: the tag of whoever has the id, and never the client's. */
function tags(kind: Kind, sent: Line[], k: number): Own[] {
  return tagHeaders(kind, k).map(({ name, hashed, tagValue = "" }) => {
    const right = hashed !== "" && valueOf(sent, hashed) === "" ? "" : tagValue;
    return { name, right, failed: [""], untrue: [tagValue] };
  });
}

/** Members of others stay, behind the tags; what has a tag header's name goes. */
function mergedBaggage(sent: Line[], tagged: Own[]): Own {
  const others = membersOf(sent).filter(
    (member) => !tagged.some(({ name }) => member.startsWith(`${name}=`)),
  );
  const members = (value: "right" | "untrue") =>
    tagged.flatMap((tag) => (String(tag[value]) === "" ? [] : [`${tag.name}=${String(tag[value])}`]));
  return {
    name: "baggage",
    right: [...members("right"), ...others].join(),
    failed: subsets([...members("right"), ...others]),
    untrue: subsets([...members("untrue"), ...others]),
  };
}

/** Inbound: the tag headers are in the baggage too, before it, in the place of members of their names. */
function carried(sent: Line[]): Own[] {
  const right = [`appver-a=${valueOf(sent, "appver-a")}`, "other=1"];
  const failed = subsets(right);
  return [{ name: "baggage", right: right.join(), failed, untrue: failed }];
}

/** Outbound: lane comes back from the baggage; appver-a, which the app set, stays. */
function restored(sent: Line[]): Own[] {
  const right = /lane=(\w+)/.exec(valueOf(sent, "baggage"))?.[1] ?? "";
  return [{ name: "lane", right, failed: [""], untrue: [""] }];
}

const valueOf = (lines: Line[], name: string): string =>
  lines
    .filter(([other]) => other === name)
    .map(([, value]) => value.toString("latin1"))
    .join();

const membersOf = (lines: Line[]): string[] => valueOf(lines, "baggage").split(",");

/** All ways to leave some of them out, in their order. */
function subsets(members: string[]): string[] {
  return members
    .reduce<string[][]>((all, member) => all.flatMap((some) => [some, [...some, member]]), [[]])
    .map((some) => some.join());
}
