import { Mistake } from "../../lib/mistake.js";
import { suggest } from "../../lib/suggest.js";
import { write } from "../files/streams.js";
import { type Flags } from "../usage/flags.js";
import { type Described, help as helpOfAll, helpOfVerb } from "../usage/help.js";
import { type Verb, verb } from "../usage/verb.js";

/** `help` and `help VERB`, as `--help` and `VERB --help`, of all `verbs` and of the `options` that need none. */
export function helpOn(verbs: () => readonly Described[], options: Flags): Verb {
  return verb({
    name: "help",
    summary: "say what there is to do, or what one command can do",
    usage: ["[COMMAND]"],
    about: "Says what `hash-tagging --help` says, or `hash-tagging COMMAND --help`.",
    words: () => verbs().map(({ name }) => name),
    options: {},
    async run({ positionals }, { stdout }) {
      const [name, ...more] = positionals;
      if (more.length > 0) throw new Mistake(`${more[0]}: a second command; give one`);
      if (name === undefined) return write(stdout, helpOfAll(verbs(), options));
      return write(stdout, helpOfVerb(named(name, verbs())));
    },
  });
}

/** The verb of that name. Throws a Mistake that says which is meant, or where they are listed. */
export function named<T extends Described>(name: string, verbs: readonly T[]): T {
  const found = verbs.find((each) => each.name === name);
  if (found !== undefined) return found;
  const remedy = suggest(
    name,
    verbs.map((each) => each.name),
  );
  throw new Mistake(`unknown command ${JSON.stringify(name)}${remedy || "; hash-tagging --help lists them"}`);
}
