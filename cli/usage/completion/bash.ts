import type { Described } from "../help.js";
import { quoted, type Typed, valueOf, wordsOf } from "./typed.js";

/**
 * A script for bash. Where it has no word to say, bash completes names of files. bash splits `--format=x` into three words,
 * and compares with the last.
 */
export function bash(verbs: readonly Described[]): string {
  return `# Completion of hash-tagging for bash: source <(hash-tagging completion bash)
_hash_tagging() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} words=
  if [[ $word == = ]]; then word=
  elif [[ $before == = ]]; then before=\${COMP_WORDS[COMP_CWORD-2]}; fi
  if ((COMP_CWORD == 1)); then
    words=${list(["--help", "--version", ...verbs.map(({ name }) => name)])}
  else
    case "\${COMP_WORDS[1]} $before" in
${verbs.flatMap(valuesOf).join("\n")}
      *)
        case "\${COMP_WORDS[1]} $word" in
${verbs.map((verb) => `          ${quoted(`${verb.name} -`)}*) words=${list(flagsOf(verb))} ;;`).join("\n")}
${verbs.flatMap(plainOf).join("\n")}
        esac ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o bashdefault -o default -F _hash_tagging hash-tagging
`;
}

function flagsOf({ options }: Described): string[] {
  return Object.keys(options).map((name) => `--${name}`);
}

/** Behind which option what may stand. */
function valuesOf({ name, options }: Described): string[] {
  return Object.entries(options).flatMap(([option, flag]) => {
    const typed = valueOf(flag);
    if (typed === undefined) return [];
    const before = [`--${option}`, ...(flag.short === undefined ? [] : [`-${flag.short}`])];
    return `      ${before.map((word) => quoted(`${name} ${word}`)).join("|")}) words=${said(typed)} ;;`;
  });
}

function plainOf(verb: Described): string[] {
  const typed = wordsOf(verb);
  return typeof typed === "string" ? [] : [`          ${quoted(`${verb.name} `)}*) words=${said(typed)} ;;`];
}

function said(typed: Typed): string {
  return typeof typed === "string" ? "" : list(typed);
}

function list(words: readonly string[]): string {
  return quoted(words.join(" "));
}
