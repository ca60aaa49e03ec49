import type { Diagnostic } from "../../lib/check/diagnostic.js";

/** What mends a fault: what stands in the place of the word that is underlined. */
export interface Fix {
  readonly name: string;
  readonly text: string;
}

/** The remedy of a message, where it says in full what to write. `word` is what it is about, as it is written. */
export function fixOf({ message }: Diagnostic, word: string): Fix | undefined {
  const [, meant] = /did you mean "([^"]+)"/.exec(message) ?? [];
  if (meant !== undefined) return written(meant);
  const [, most] = /lower it to at most (\d+)$/.exec(message) ?? [];
  if (most !== undefined) return written(most);
  const [, quoted] = /in quotes exactly as it is written, ("(?:[^"\\]|\\.)*")/.exec(message) ?? [];
  if (quoted !== undefined && JSON.parse(quoted) === word) return written(quoted);
  return undefined;
}

function written(text: string): Fix {
  return { name: `Write ${text}`, text };
}
