import { yamlLanguage } from "@codemirror/lang-yaml";

/** Where a word stands among the fields of a text. */
export interface Place {
  /** The keys that lead to it, from the top of the document; its own is the last. Lists add nothing. */
  readonly path: readonly string[];
  /** The keys that its object has too. */
  readonly beside: readonly string[];
  /** The keys of the document's top, which tell what it is. */
  readonly tops: readonly string[];
  readonly isFlow: boolean;
}

/** What may be written at the caret: a key, or the value of one. It takes the place of the text from `from` to `to`. */
export interface Asked {
  readonly what: "key" | "value";
  readonly from: number;
  readonly to: number;
  readonly place: Place;
  /** Whether no more than the name is missing: it is in quotes, or a colon follows it. */
  readonly isBare: boolean;
}

type Node = ReturnType<ReturnType<typeof yamlLanguage.parser.parse>["resolveInner"]>;

const KEY = /^(?:\s*(?:- +)*|.*[{,]\s*)"?([\w-]*)$/;
const VALUE = /[\w"-]: +"?([\w-]*)$/;

/** What is asked for at an offset; undefined where neither a key nor a plain value may stand. */
export function askedAt(text: string, at: number): Asked | undefined {
  const before = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  const key = KEY.exec(before)?.[1];
  const word = key ?? VALUE.exec(before)?.[1];
  if (word === undefined) return undefined;
  const from = at - word.length;
  const to = at + /^[\w-]*/.exec(text.slice(at))![0].length;
  const quote = text[from - 1] === '"' ? 1 : 0;
  const rest = text.slice(to + quote);
  const hasColon = /^ *:/.test(rest);
  // A word stands in for what is half written, so that the text around it reads as what it will be.
  const standIn = key === undefined || hasColon ? "x" : "x: 0";
  const start = from - quote;
  const whole = `${text.slice(0, start)}${standIn}${rest}`;
  const node = nodeAt(whole, start);
  const isKey = inside(node, "Key") !== undefined;
  const pair = inside(node, "Pair");
  if (pair === undefined || isKey !== (key !== undefined)) return undefined;
  const what = isKey ? "key" : "value";
  return { what, from, to, place: placeOf(pair, whole), isBare: hasColon || quote === 1 };
}

/** The key at an offset, and where it stands; undefined where none does. */
export function keyAt(text: string, at: number): { from: number; to: number; place: Place } | undefined {
  const key = inside(nodeAt(text, at), "Key");
  if (key?.parent?.name !== "Pair") return undefined;
  return { from: key.from, to: key.to, place: placeOf(key.parent, text) };
}

function nodeAt(text: string, at: number): Node {
  return yamlLanguage.parser.parse(text).resolveInner(at, 1);
}

/** The innermost node of a name that holds `node`, which itself may be it; no list or object lies between. */
function inside(node: Node, name: string): Node | undefined {
  for (let each: Node | null = node; each !== null; each = each.parent) {
    if (each.name === name) return each;
    if (/Mapping|Sequence/.test(each.name)) return undefined;
  }
  return undefined;
}

function placeOf(pair: Node, text: string): Place {
  const path: string[] = [];
  let top: Node | undefined;
  let isInKey = false; // a list that is not closed yet reads as a key of what is around it
  for (let node: Node | null = pair; node !== null; node = node.parent) {
    if (node.name === "Pair" && !isInKey) path.unshift(nameOf(node, text));
    if (/^(?:Pair|Key)$/.test(node.name)) isInKey = node.name === "Key";
    if (node.name.endsWith("Mapping")) top = node;
  }
  const beside = keysOf(pair.parent, text).slice();
  beside.splice(beside.indexOf(path.at(-1)!), 1);
  return { path, beside, tops: keysOf(top, text), isFlow: pair.parent?.name.startsWith("Flow") === true };
}

function keysOf(mapping: Node | null | undefined, text: string): string[] {
  return mapping?.getChildren("Pair").map((pair) => nameOf(pair, text)) ?? [];
}

function nameOf(pair: Node, text: string): string {
  const key = pair.getChild("Key");
  return key === null ? "" : text.slice(key.from, key.to).replace(/^(["'])(.*)\1$/, "$2");
}
