import { choice } from "../../lib/manifest/options.js";
import { Mistake } from "../../lib/mistake.js";
import type { Population } from "../../lib/population/population.js";
import { SHAPE_NAMES } from "../../lib/population/shapes.js";
import { printable } from "../../lib/printable.js";
import { asText } from "../../lib/simulate/as-text.js";
import { heightOf, plotOf } from "../../lib/simulate/plot.js";
import { unread } from "../../lib/request/unread.js";
import { simulate as simulateRules } from "../../lib/simulate/simulate.js";
import { aggregate } from "../../lib/sql/aggregate.js";
import { DIALECTS } from "../../lib/sql/dialects.js";
import { whole } from "../../lib/whole.js";
import { printed } from "../files/printed.js";
import { pageOf, svgOf } from "../files/charts.js";
import { nameOf } from "../files/config-file.js";
import { readIds } from "../files/ids-file.js";
import { writeTo } from "../files/output.js";
import { readRules } from "../files/rules-file.js";
import { type Streams, write } from "../files/streams.js";
import { FORCE } from "../usage/force.js";
import { verb } from "../usage/verb.js";
import { countedAs, idsOfKeys } from "./counted-as.js";
import {
  AT,
  describedBy,
  isDescribed,
  moveTo,
  REQUEST_PARTS,
  secondAt,
  valuesOf,
} from "./request-options.js";

const MOST_USERS = 10_000_000;
const MOST_SEED = 2 ** 32 - 1;

/** Says what users get by some rules: shares, mixes, and how the tags lie to each other. */
export const simulate = verb({
  name: "simulate",
  summary:
    "say what users get by rules: the share of each tag, their mixes, and which tags share their users",
  usage: ["RULES", "RULES --ids FILE", "RULES --users NUMBER --shape SHAPE"],
  about:
    "RULES is a file of rules or a manifest that holds some, - for standard input, or git:REF:PATH. Each id is taken for the " +
    "key of every rule. Where a rule has match, unless or overrides, it counts as if it applied and none of them decided; or, with " +
    "options that describe a request, as for that request.",
  options: {
    ids: { type: "string", value: "FILE", help: "ids of your own, one a line; - is standard input" },
    users: { type: "string", value: "NUMBER", help: "how many users to invent (default 100000)" },
    shape: {
      type: "string",
      value: "SHAPE",
      help: "what their ids look like (default uuid)",
      choices: {
        uuid: "random UUIDs",
        sequential: "1, 2, 3 …",
        email: "addresses of mail",
        ean: "13 digits, the last of which is a check digit",
      },
    },
    seed: { type: "string", value: "NUMBER", help: "invents others (default 1)" },
    output: {
      type: "string",
      value: "FORM",
      help: "the form of what is said: text (default) or json",
    },
    svg: { type: "string", value: "FILE", help: "draws the shares into FILE as well" },
    html: { type: "string", value: "FILE", help: "writes a page with the plot and the tables as well" },
    sql: {
      type: "string",
      value: "DIALECT",
      help: `write the query that counts the mixes of a table "ids" with the column "id", and count nothing: ${DIALECTS.join(", ")}`,
    },
    ...FORCE,
    ...AT,
    ...REQUEST_PARTS,
  },
  async run({ values, positionals }, streams) {
    const form = choice("--output", values.output, ["text", "json"]);
    const [file, second] = positionals;
    if (file === undefined) throw new Mistake("RULES is missing: name a file, or - for standard input");
    if (second !== undefined) throw new Mistake(`${second}: a second file of rules; give one`);
    if (file === "-" && values.ids === "-") {
      throw new Mistake("--ids: standard input has the rules; write the ids to a file");
    }
    const given = await readRules(file, streams.stdin);
    moveTo(values.at, given.rules);
    if (values.sql !== undefined) {
      return write(streams.stdout, aggregate(given, choice("--sql", values.sql, DIALECTS), "ids", "id"));
    }
    const { rules } = given;
    const described = describedBy(values);
    const request = isDescribed(values) ? valuesOf(described, rules) : undefined;
    const { population, of } = await populationOf(values, streams);
    const simulation = simulateRules(rules, population, secondAt(values.at), request);
    const text = printed(asText(simulation, of));
    const { svg, html, force } = values;
    const [plot, height] = [plotOf(simulation, of), heightOf(simulation)];
    if (svg !== undefined) await writeTo(svg, await svgOf(plot, height), streams, force);
    if (html !== undefined) await writeTo(html, await pageOf(plot, height, text), streams, force);
    const notes = [
      ...unread(described, rules),
      ...countedAs(simulation.uncounted, simulation.isForRequest),
      ...idsOfKeys(simulation.keys, values.ids !== undefined),
    ];
    for (const note of notes) await write(streams.stderr, `${printable(note)}\n`);
    await write(streams.stdout, form === "json" ? `${JSON.stringify(simulation, null, 2)}\n` : text);
  },
});

interface Given {
  readonly ids?: string | undefined;
  readonly users?: string | undefined;
  readonly shape?: string | undefined;
  readonly seed?: string | undefined;
}

/** Whose tags are asked for, and what to call them. */
async function populationOf(
  given: Given,
  { stdin }: Streams,
): Promise<{ population: Population; of: string }> {
  if (given.ids === undefined) {
    const shape = choice("--shape", given.shape, SHAPE_NAMES);
    const users = whole("--users", given.users ?? "100000", 1, MOST_USERS);
    const seed = whole("--seed", given.seed ?? "1", 0, MOST_SEED);
    return { population: { shape, users, seed }, of: `${shape}, seed ${seed}` };
  }
  for (const name of ["users", "shape", "seed"] as const) {
    if (given[name] !== undefined) throw new Mistake(`--${name}: the users are those of --ids; leave it out`);
  }
  return { population: await readIds(given.ids, stdin), of: nameOf(given.ids) };
}
