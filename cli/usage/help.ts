import type { Flag, Flags } from "./flags.js";

const WIDTH = 120;

/** What the help says of a verb. */
export interface Described {
  readonly name: string;
  /** What it does, in a line. */
  readonly summary: string;
  /** What may stand behind its name, a line for each way. */
  readonly usage: readonly string[];
  /** What it does, in a paragraph. */
  readonly about: string;
  readonly options: Flags;
  /** What may stand behind its name, for who types it; files, unless it says otherwise. */
  words?(): readonly string[];
}

/** The help of the whole command line: its verbs, and its own options. */
export function help(verbs: readonly Described[], options: Flags): string {
  const commands = verbs.map(({ name, summary }): Entry => [`  ${name}`, summary]);
  const flags = Object.entries(options).map(([name, flag]): Entry => [label(name, flag), flag.help]);
  return `Usage: hash-tagging COMMAND [OPTION]...

Commands:
${table([...commands, ["Options:"], ...flags])}
Exit status: 0 done; 1 a test that failed, or a fault of hash-tagging; 2 a mistake in the command line or in a file.
Standard error says which.
`;
}

/** The help of one verb. */
export function helpOfVerb({ name, usage, about, options }: Described): string {
  const ways = usage.map((way) => `hash-tagging ${name} ${way} [OPTION]...\n`).join("       ");
  return `Usage: ${ways}\n${wrapped(about, WIDTH).join("\n")}\n\n${table(Object.entries(options).flatMap(entries))}`;
}

/** What is said, and what of; a text alone is a heading. */
type Entry = [label: string, text: string] | [heading: string];

function entries([name, flag]: [string, Flag]): Entry[] {
  const heading: Entry[] = flag.heading === undefined ? [] : [[flag.heading && `${flag.heading}:`]];
  const choices = Object.entries(flag.choices ?? {}).map(([choice, text]): Entry => [`    ${choice}`, text]);
  return [...heading, [label(name, flag), flag.help], ...choices];
}

function label(name: string, { short, value }: Flag): string {
  return `  ${short === undefined ? "" : `-${short}, `}--${name}${value === undefined ? "" : ` ${value}`}`;
}

/** The texts in one column, behind the longest label. */
function table(entries: readonly Entry[]): string {
  const labels = entries.map(([label, text]) => (text === undefined ? 0 : label.length));
  const column = Math.max(...labels) + 2;
  const rows = entries.map(([label, text]) =>
    text === undefined
      ? `${label && `\n${label}`}\n`
      : `${label.padEnd(column)}${wrapped(text, WIDTH - column).join(`\n${" ".repeat(column)}`)}\n`,
  );
  return rows.join("");
}

/** The lines of a text, broken at blanks; none is longer than `width`, unless a word is. */
function wrapped(text: string, width: number): string[] {
  return text.match(new RegExp(`\\S.{0,${width - 1}}(?= |$)|\\S+`, "g")) ?? [];
}
