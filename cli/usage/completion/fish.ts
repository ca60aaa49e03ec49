import type { Flag } from "../flags.js";
import type { Described } from "../help.js";
import { type Typed, valueOf, wordsOf } from "./typed.js";

const COMPLETE = "complete -c hash-tagging";

/** A script for fish. Where it says nothing, fish completes names of files. */
export function fish(verbs: readonly Described[]): string {
  return `# Completion of hash-tagging for fish: hash-tagging completion fish | source
${COMPLETE} -n __fish_use_subcommand -s h -l help -d 'this text'
${COMPLETE} -n __fish_use_subcommand -l version -d 'the version of hash-tagging'
${verbs.flatMap(linesOf).join("\n")}
`;
}

function linesOf(verb: Described): string[] {
  const { name, summary, options } = verb;
  const within = `${COMPLETE} -n '__fish_seen_subcommand_from ${name}'`;
  const words = wordsOf(verb);
  return [
    `${COMPLETE} -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
    ...(typeof words === "string" ? [] : [`${within} -f -a ${quoted(words.join(" "))}`]),
    ...Object.entries(options).map(([option, flag]) => `${within} ${optionOf(option, flag)}`),
  ];
}

function optionOf(name: string, flag: Flag): string {
  const short = flag.short === undefined ? "" : `-s ${flag.short} `;
  return `${short}-l ${name} ${takes(valueOf(flag))}-d ${quoted(flag.help)}`;
}

function takes(typed: Typed | undefined): string {
  if (typed === undefined) return "";
  if (typed === "file") return "-r -F ";
  return typed === "anything" ? "-x " : `-x -a ${quoted(typed.join(" "))} `;
}

/** As fish reads it, which knows a backslash between single quotes. */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
