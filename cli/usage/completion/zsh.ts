import type { Flag } from "../flags.js";
import type { Described } from "../help.js";
import { quoted, type Typed, valueOf, wordsOf } from "./typed.js";

/** A script for zsh, to be sourced behind compinit, or as a file _hash-tagging in a folder of $fpath. */
export function zsh(verbs: readonly Described[]): string {
  const names = verbs.map(({ name, summary }) => quoted(`${name}:${summary}`));
  return `#compdef hash-tagging
# Completion of hash-tagging for zsh: source <(hash-tagging completion zsh)
_hash-tagging() {
  local -a commands
  if (( CURRENT == 2 )); then
    commands=(
      ${names.join("\n      ")}
    )
    _describe -t commands command commands
    _arguments '(- *)'{-h,--help}'[this text]' '(- *)--version[the version of hash-tagging]'
    return
  fi
  local verb=$words[2]
  shift words
  (( CURRENT-- ))
  case $verb in
${verbs.map(verbCase).join("\n")}
  esac
}
if [[ $funcstack[1] == _hash-tagging ]]; then _hash-tagging "$@"; else compdef _hash-tagging hash-tagging; fi
`;
}

function verbCase(verb: Described): string {
  const options = Object.entries(verb.options).map(specOf);
  const specs = [...options, quoted(`*:word:${action(wordsOf(verb))}`)];
  return `    ${verb.name})\n      _arguments -s -S \\\n        ${specs.join(" \\\n        ")}\n      ;;`;
}

/** One argument of _arguments: which words exclude each other, how the option is written, what it means and takes. */
function specOf([name, flag]: [string, Flag]): string {
  const { short, multiple, help, value = "" } = flag;
  const typed = valueOf(flag);
  const takes = typed === undefined ? "" : `:${escaped(value)}:${action(typed)}`;
  const tail = quoted(`[${escaped(help)}]${takes}`);
  const long = `--${name}${typed === undefined ? "" : "="}`;
  if (short === undefined) return `${multiple ? "'*'" : ""}${long}${tail}`;
  const apart = multiple ? "'*'" : quoted(`(-${short} --${name})`);
  return `${apart}{-${short}${typed === undefined ? "" : "+"},${long}}${tail}`;
}

function action(typed: Typed): string {
  if (typed === "file") return "_files";
  return typed === "anything" ? " " : `(${typed.join(" ")})`;
}

/** As _arguments reads a description. */
function escaped(text: string): string {
  return text.replace(/[\\[\]:]/g, "\\$&");
}
