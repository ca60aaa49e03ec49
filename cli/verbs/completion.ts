import { choice } from "../../lib/manifest/options.js";
import { Mistake } from "../../lib/mistake.js";
import { write } from "../files/streams.js";
import { bash } from "../usage/completion/bash.js";
import { fish } from "../usage/completion/fish.js";
import { zsh } from "../usage/completion/zsh.js";
import type { Described } from "../usage/help.js";
import { type Verb, verb } from "../usage/verb.js";

const SHELLS = { bash, zsh, fish };
const NAMES = ["bash", "zsh", "fish"] as const;

/** Writes what makes a shell complete `verbs` and their options. */
export function completionOf(verbs: () => readonly Described[]): Verb {
  return verb({
    name: "completion",
    summary: "write what makes bash, zsh or fish complete commands, options and their values",
    usage: ["bash|zsh|fish"],
    about:
      "Writes a script for the shell, which asks no program while you type. In ~/.bashrc: source <(hash-tagging completion " +
      "bash). In ~/.zshrc, behind compinit: source <(hash-tagging completion zsh). In ~/.config/fish/config.fish: " +
      "hash-tagging completion fish | source",
    words: () => NAMES,
    options: {},
    async run({ positionals }, { stdout }) {
      const [name, ...more] = positionals;
      if (name === undefined || more.length > 0) throw new Mistake(`name one shell: ${NAMES.join(", ")}`);
      await write(stdout, SHELLS[choice("completion", name, NAMES)](verbs()));
    },
  });
}
