import { Mistake } from "../../lib/mistake.js";
import { choice } from "../../lib/manifest/options.js";
import { schemaText } from "../files/package.js";
import { write } from "../files/streams.js";
import { verb } from "../usage/verb.js";

const NAMES = ["rules", "propagation", "release"] as const;

/** Writes the JSON Schema of a configuration. */
export const schema = verb({
  name: "schema",
  summary: "write the JSON Schema of rules, of header propagation, or of a release, for editors",
  usage: ["[rules|propagation|release]"],
  about:
    "Writes a JSON Schema (2020-12) by which an editor completes fields, says what they mean and marks mistakes while you type. " +
    "It does not know all that `check` knows: what a number, a name or a time must be beside others.",
  words: () => NAMES,
  options: {},
  async run({ positionals }, { stdout }) {
    const [name, ...more] = positionals;
    if (more.length > 0) throw new Mistake(`${more[0]}: a second schema; name one`);
    await write(stdout, schemaText(choice("schema", name, NAMES)));
  },
});
