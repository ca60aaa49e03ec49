import { holdsRelease } from "../../lib/check/holds-release.js";
import { rulesIn } from "../../lib/check/rules-in.js";
import { asMarkdown } from "../../lib/diff/as-markdown.js";
import { asText } from "../../lib/diff/as-text.js";
import { diff as diffRules, type Difference } from "../../lib/diff/diff.js";
import { limitsIn } from "../../lib/diff/fail-on.js";
import { Failure } from "../../lib/failure.js";
import { choice } from "../../lib/manifest/options.js";
import { Mistake } from "../../lib/mistake.js";
import { printable } from "../../lib/printable.js";
import { unread } from "../../lib/request/unread.js";
import { readIds } from "../files/ids-file.js";
import { nameOf } from "../files/config-file.js";
import { printed } from "../files/printed.js";
import { readNamed } from "../files/rules-file.js";
import { type Streams, write } from "../files/streams.js";
import { verb } from "../usage/verb.js";
import { idsOfKeys } from "./counted-as.js";
import { type Asked, type Both, compareReleases, type Said } from "./diff-releases.js";
import {
  AT,
  describedBy,
  type Given,
  isDescribed,
  REQUEST_PARTS,
  secondAt,
  valuesOf,
} from "./request-options.js";

/** No property, which is one of some rules: there are two files of them. */
const { header, cookie, url, method, claim, address } = REQUEST_PARTS;

const FORMS: Record<string, (difference: Difference) => string> = {
  text: (difference) => printed(asText(difference)),
  json: (difference) => `${JSON.stringify(difference, null, 2)}\n`,
  markdown: (difference) => printed(asMarkdown(difference)),
};

/** Says who gets another tag when rules change. */
export const diff = verb({
  name: "diff",
  summary: "say who moves from which tag to which when rules change, and who is taken out of a canary",
  usage: ["OLD NEW", "OLD NEW --ids FILE"],
  about:
    "OLD and NEW are files of rules or manifests that hold some, - for standard input, or git:REF:PATH, or two release files. The shares are counted " +
    "over all values of the hash. Each id is taken for the key of every rule. Where a rule has match, unless or overrides, " +
    "it counts as if it applied and none of them decided; or, with options that describe a request, as for that request.",
  options: {
    ids: {
      type: "string",
      value: "FILE",
      help: "the shares of these users, an id a line; - is standard input",
    },
    "fail-on": {
      type: "string",
      value: "LIST",
      help: "what makes the exit status 1, with commas between: removed,moved>5%,reshuffled",
      choices: {
        removed: "users lose a tag that a policy or a pin gave; removed>1%, more than so many",
        moved: "users get another tag; moved>5%, more than so many",
        reshuffled: "users move only since a key, a salt, a hash or a modulo is another",
      },
    },
    output: {
      type: "string",
      value: "FORM",
      help: "the form of what is said: text (default), json, or markdown for a pull request",
    },
    ...AT,
    ...{ header, cookie, url, method, claim, address },
  },
  async run({ values, positionals }, streams) {
    const output = choice("--output", values.output, ["text", "json", "markdown"]);
    const limits = values["fail-on"] === undefined ? [] : limitsIn(values["fail-on"]);
    const [old, now, third] = positionals;
    if (old === undefined) throw new Mistake("OLD and NEW are missing: name two files of rules");
    if (now === undefined) throw new Mistake("NEW is missing: name a second file of rules");
    if (third !== undefined) throw new Mistake(`${third}: a third file of rules; give two`);
    if ([old, now, values.ids].filter((file) => file === "-").length > 1) {
      throw new Mistake("-: standard input can be one of OLD, NEW and --ids; write the others to files");
    }
    const second = secondAt(values.at);
    const named = await bothOf(old, now, streams.stdin);
    const ids = values.ids === undefined ? null : await readIds(values.ids, streams.stdin);
    const asked = { ids, second, limits, output };
    const { notes, text, failures } = areReleases(named)
      ? compareReleases(named, { ...asked, isDescribed: isDescribed(values) })
      : compareRules(named, { ...asked, given: values });
    for (const note of notes) await write(streams.stderr, `${printable(note)}\n`);
    await write(streams.stdout, text);
    if (failures.length > 0) throw new Failure(...failures);
  },
});

async function bothOf(old: string, now: string, stdin: Streams["stdin"]): Promise<Both> {
  return [
    { name: nameOf(old), source: await readNamed(old, stdin) },
    { name: nameOf(now), source: await readNamed(now, stdin) },
  ];
}

/** Throws a Mistake where one of two files is a release and the other is none. */
function areReleases([old, now]: Both): boolean {
  const isRelease = holdsRelease(old.source);
  if (isRelease === holdsRelease(now.source)) return isRelease;
  const [release, other] = isRelease ? [old, now] : [now, old];
  throw new Mistake(
    `${release.name}: a release, and ${other.name} is none; compare two releases, or two files of rules`,
  );
}

function compareRules(
  [old, now]: Both,
  { ids, second, limits, output, given }: Asked & { readonly given: Given },
): Said {
  const [before, after] = [rulesIn(old.name, old.source).rules, rulesIn(now.name, now.source).rules];
  const described = describedBy(given);
  const requests = [before, after].map((rules) => valuesOf(described, rules));
  const request = isDescribed(given) ? Object.assign({}, ...requests) : undefined;
  const difference = diffRules(before, after, ids, second, request);
  const lost = unread(described, before).filter((line) => unread(described, after).includes(line));
  return {
    notes: [...lost, ...(ids === null ? [] : idsOfKeys(difference.keys, true))],
    text: FORMS[output]!(difference),
    failures: limits.map((limit) => limit(difference)).filter((line) => line !== null),
  };
}
