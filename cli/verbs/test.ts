import { Failure } from "../../lib/failure.js";
import { choice } from "../../lib/manifest/options.js";
import { Mistake } from "../../lib/mistake.js";
import { asciiJson, printable } from "../../lib/printable.js";
import { asText, summary } from "../../lib/test/as-text.js";
import { runCases } from "../../lib/test/run.js";
import { testsIn } from "../../lib/test/tests-text.js";
import { printed } from "../files/printed.js";
import { nameOf, readText } from "../files/config-file.js";
import { readRules } from "../files/rules-file.js";
import { write } from "../files/streams.js";
import { verb } from "../usage/verb.js";

/** Holds rules to the tags that requests must get. */
export const test = verb({
  name: "test",
  summary: "hold rules to the tags that requests must get",
  usage: ["RULES TESTS.yaml"],
  about:
    "Decides each request in TESTS.yaml by the rules in RULES as the gateway does, at the time that the test names, and says " +
    "where a tag is not the expected one, and why. RULES is a file of rules or a manifest with some, - for standard input, " +
    "or git:REF:PATH. The exit status is 1 where a test failed. docs/commands.md has the form of the tests.",
  options: {
    output: {
      type: "string",
      value: "FORM",
      help: "text (default), of the tests that failed; or json, of all",
      words: ["text", "json"],
    },
  },
  async run({ values, positionals }, streams) {
    const form = choice("--output", values.output, ["text", "json"]);
    const [file, tests, ...more] = positionals;
    if (file === undefined) throw new Mistake("RULES and TESTS.yaml are missing: name a file of each");
    if (tests === undefined) throw new Mistake("TESTS.yaml is missing: name a file of tests");
    if (more.length > 0) throw new Mistake(`${more[0]}: a second file of tests; give one`);
    if (file === "-" && tests === "-") {
      throw new Mistake("-: standard input can be RULES or TESTS.yaml; write the other to a file");
    }
    const { rules } = await readRules(file, streams.stdin);
    const { cases, warnings, placeOf } = testsIn(nameOf(tests), await readText(tests, streams.stdin), rules);
    for (const line of warnings) await write(streams.stderr, `${printable(line)}\n`);
    const verdicts = runCases(cases, rules, Date.now() / 1000);
    if (form === "json") {
      const placed = verdicts.map((each) => ({ place: placeOf(each.path), ...each }));
      await write(streams.stdout, asciiJson(`${JSON.stringify({ tests: placed }, null, 2)}\n`));
    } else {
      await write(streams.stdout, printed(asText(verdicts, placeOf)));
    }
    if (verdicts.some(({ passed }) => !passed)) throw new Failure(summary(verdicts));
    await write(streams.stderr, `${summary(verdicts)}\n`);
  },
});
