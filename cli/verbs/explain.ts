import type { Rules, Values } from "../../lib/core.js";
import { asText, explain as explained } from "../../lib/explain/explain.js";
import { idFault } from "../../lib/request/id.js";
import { unread } from "../../lib/request/unread.js";
import { choice } from "../../lib/manifest/options.js";
import { Mistake } from "../../lib/mistake.js";
import { asciiJson, printable } from "../../lib/printable.js";
import { printed } from "../files/printed.js";
import { readRules } from "../files/rules-file.js";
import { write } from "../files/streams.js";
import { verb } from "../usage/verb.js";
import { explainIds, findIds, readCount } from "./explain-ids.js";
import { describedBy, moveTo, REQUEST_OPTIONS, valuesOf } from "./request-options.js";

/** Says which tags a request gets, or the requests of many ids, and why. */
export const explain = verb({
  name: "explain",
  summary: "say which tags a request or an id gets, and why; find ids that get a tag",
  usage: ["RULES ID", "RULES --header 'x-user-id: 0005'", "RULES --ids FILE", "RULES --find TAG"],
  about:
    "Decides a request by the rules in RULES as the gateway does, and says for each rule what its key was, which bucket " +
    "that is in and what comes of it. RULES is a file of rules or a manifest with some, - for standard input, or " +
    "git:REF:PATH. An ID alone stands wherever the keys take it from, and the rest of the request is as the options say.",
  options: {
    output: {
      type: "string",
      value: "FORM",
      words: ["text", "json", "csv", "jsonl"],
      help: "text (default) or json; with --ids csv (default) or jsonl; with --find text (default), csv or jsonl",
    },
    ids: {
      heading: "Many ids",
      type: "string",
      value: "FILE",
      help: "ids, one a line (- is standard input): for each the tags, and the bucket and the reason of each rule",
    },
    find: {
      type: "string",
      value: "TAG",
      help: "ids that get this tag value, or TAGHEADER=TAGVALUE: of --ids, or else user-1, user-2 and so on",
    },
    count: { type: "string", value: "NUMBER", help: "with --find, how many (default 1)" },
    ...REQUEST_OPTIONS,
  },
  async run({ values, positionals }, streams) {
    const [file, id, ...more] = positionals;
    if (file === undefined) throw new Mistake("RULES is missing: name a file, or - for standard input");
    if (more.length > 0)
      throw new Mistake(`${more[0]}: a second id; write several, one a line, in a file for --ids`);
    const { ids, find, count } = values;
    if (id !== undefined && (ids ?? find) !== undefined) {
      throw new Mistake(`${id}: an id beside ${find === undefined ? "--ids" : "--find"}; keep one of them`);
    }
    if (count !== undefined && find === undefined)
      throw new Mistake("--count: says how many --find finds; add --find");
    if (file === "-" && ids === "-") throw new Mistake("--ids: - is where the rules come from; name a file");
    const { rules } = await readRules(file, streams.stdin);
    moveTo(values.at, rules);
    const described = describedBy(values);
    const request = valuesOf(described, rules);
    for (const line of unread(described, rules)) await write(streams.stderr, `${printable(line)}\n`);
    if (find !== undefined) {
      const form = choice("--output", values.output, ["text", "csv", "jsonl"]);
      return findIds({ find, count: readCount(count), ids, form }, rules, request, streams);
    }
    if (ids !== undefined) {
      return explainIds(ids, choice("--output", values.output, ["csv", "jsonl"]), rules, request, streams);
    }
    const form = choice("--output", values.output, ["text", "json"]);
    await write(streams.stdout, one(rules, request, id, form));
  },
});

function one(rules: Rules, request: Values, id: string | undefined, form: "text" | "json"): string {
  const fault = id === undefined ? undefined : idFault(rules, id);
  if (fault !== undefined) throw new Mistake(`${id}: ${fault}`);
  const explanation = explained(rules, request, id);
  if (form === "json") return asciiJson(`${JSON.stringify(explanation, null, 2)}\n`);
  return printed(asText(explanation));
}
