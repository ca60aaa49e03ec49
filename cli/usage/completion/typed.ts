import type { Flag } from "../flags.js";
import type { Described } from "../help.js";

/** What may be typed: one of these words, the name of a file, or what nobody can tell. */
export type Typed = readonly string[] | "file" | "anything";

/** What may be typed as the value of an option; undefined where it takes none. */
export function valueOf({ type, value = "", words, choices }: Flag): Typed | undefined {
  if (type === "boolean") return undefined;
  if (words !== undefined) return words;
  if (choices !== undefined) return Object.keys(choices);
  return /\b(?:FILE|FOLDER|RULES|TESTS)\b/.test(value) ? "file" : "anything";
}

/** What may be typed behind the name of a verb, options apart. */
export function wordsOf(verb: Described): Typed {
  return verb.words?.() ?? "file";
}

/** A text between single quotes, as bash and zsh read it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
