import { valueFault } from "../http/header";
import { Fields } from "./fields";
import { BAD_TAG_VALUE } from "./ids";
import { Json, Kind } from "./json";
import { Report } from "./report";
import { checked, textOf } from "./text-field";

const WANT = "the value that the tagHeader gets";

/** The tag value of a policy, or "" after a report. `none` is what the policy has to say to tag nobody. */
export function readTagValue(fields: Fields, none: string, report: Report): string {
  const path = fields.at("tagValue");
  return tagValueOf(path, fields.required("tagValue", WANT), report, none + " to tag nobody");
}

/** The tag value of an override or a pin; "" for null, which says that there is no tag, and after a report. */
export function readValueOrNull(fields: Fields, report: Report): string {
  const json = fields.required("tagValue", WANT + ", or null for no tag");
  if (json !== null && json.kind == Kind.Null) return "";
  return tagValueOf(fields.at("tagValue"), json, report, "null for no tag");
}

/** A tag value that need not be there: "" then, and after a report. */
export function readOptionalTagValue(fields: Fields, key: string, report: Report): string {
  return tagValueOf(fields.at(key), fields.optional(key), report, "leave the field out");
}

/** `otherwise` is what to do in the place of an empty value. */
function tagValueOf(path: string, json: Json | null, report: Report, otherwise: string): string {
  const value = textOf(path, json, WANT, report);
  if (value === null) return "";
  const fault = value.length > 0 ? valueFault(value) : '"" is empty; write a value, or ' + otherwise;
  return checked(BAD_TAG_VALUE, path, value, fault, report);
}
