import { census } from "../../../assembly/core/census";
import { Census } from "../../../assembly/core/census/census";
import { Configuration, parse } from "../../../assembly/core/gateway";
import { bytes } from "../given";

/** The rules whose fields these texts have in JSON, without the outermost braces; they must have no errors. */
export function rulesOf(fields: string[]): Configuration {
  const json = bytes('{"rules": [{' + fields.join("}, {") + "}]}");
  const configuration = parse(json, json.length);
  expect(configuration.report.lines().join()).toBe("");
  return configuration;
}

/** A rule's fields: [0, range) of `modulo` gets the tag "in". */
export function rule(tagHeader: string, modulo: u32, range: u32, more: string = ""): string {
  return (
    `"header": "x-user-id", "tagHeader": "${tagHeader}", "modulo": ${modulo}, ` +
    `"policies": [{"range": ${range}, "tagValue": "in"}]${more}`
  );
}

export function censusOf(fields: string[]): Census {
  return census(rulesOf(fields), 0, null);
}
