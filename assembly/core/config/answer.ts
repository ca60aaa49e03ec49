import { RESERVED, nameFault } from "../http/header";
import { WrittenRule } from "../rule/written";
import { WrittenAnswer, WrittenCookie } from "../rule/written-answer";
import { isSameSource, SourceKind, WrittenKey, WrittenSource } from "../rule/written-key";
import { quote } from "../text/text";
import { ATTRIBUTES, readCookie } from "./cookie-field";
import { Fields } from "./fields";
import { readHeaderName } from "./header-field";
import { IDLE_FIELD, MISSING_FIELD, NAME_TAKEN, OTHER_MODULE } from "./ids";
import { Report } from "./report";

/** The fields of a configuration that are read here. */
export const ANSWER_FIELDS: string[] = ["response", "anonymousId"];

const RESPONSE_FIELDS: string[] = ["header", "cookie"];
const COOKIE_FIELDS: string[] = ["name"].concat(ATTRIBUTES);
const ID_FIELDS: string[] = ["cookie"].concat(ATTRIBUTES);

/**
 * Reads what answers tell browsers; null where that is nothing. Behind the sources of each rule's key then stand the cookie
 * of the anonymous id and one that is made. A module that does not see answers refuses both fields.
 */
export function readAnswer(
  fields: Fields,
  rules: WrittenRule[],
  seesAnswers: bool,
  report: Report,
): WrittenAnswer | null {
  if (fields.optional("response") === null && fields.optional("anonymousId") === null) return null;
  if (!seesAnswers) {
    refuse(fields, report);
    return null;
  }
  const answer = new WrittenAnswer();
  readResponse(fields, answer, report);
  readAnonymousId(fields, answer, rules, report);
  return answer;
}

function refuse(fields: Fields, report: Report): void {
  for (let i = 0; i < ANSWER_FIELDS.length; ++i) {
    const key = ANSWER_FIELDS[i];
    if (fields.optional(key) === null) continue;
    const remedy = "this module does not see answers; run hash-tagging-response.wasm";
    report.add(OTHER_MODULE, fields.at(key), remedy);
  }
}

function readResponse(fields: Fields, answer: WrittenAnswer, report: Report): void {
  const json = fields.optional("response");
  if (json === null) return;
  const response = new Fields(fields.at("response"), json, RESPONSE_FIELDS, report);
  const cookie = response.optional("cookie");
  if (response.optional("header") !== null) {
    answer.header = readHeaderName(response, "header", "the response header", responseNameFault, report);
  } else if (cookie === null && response.readable) {
    report.add(MISSING_FIELD, response.path, "says nothing; write a header, a cookie, or both");
  }
  if (cookie !== null) {
    answer.cookie = readCookie(
      new Fields(response.at("cookie"), cookie, COOKIE_FIELDS, report),
      "name",
      report,
    );
  }
}

function responseNameFault(name: string): string {
  if (!RESERVED.includes(name) && name != "set-cookie") return nameFault(name);
  return quote(name) + " means something else in an answer; name a header of your own";
}

function readAnonymousId(fields: Fields, answer: WrittenAnswer, rules: WrittenRule[], report: Report): void {
  const json = fields.optional("anonymousId");
  if (json === null) return;
  const anonymousId = new Fields(fields.at("anonymousId"), json, ID_FIELDS, report);
  const cookie = readCookie(anonymousId, "cookie", report);
  if (cookie === null) return;
  answer.anonymousId = cookie;
  if (isNameOf(cookie, answer.cookie)) {
    const remedy = quote(cookie.name) + " is the cookie of response too; give each its own";
    report.add(NAME_TAKEN, anonymousId.at("cookie"), remedy);
  }
  for (let i = 0; i < rules.length; ++i) {
    append(rules[i].key, cookie.name);
    if (rules[i].anonymousTagValue.length == 0) continue;
    const path = rules[i].path + ".anonymousTagValue";
    report.add(
      IDLE_FIELD,
      path,
      "means nothing beside anonymousId, by which each request has a key; remove it",
    );
  }
}

function isNameOf(cookie: WrittenCookie, other: WrittenCookie | null): bool {
  return other !== null && other.name == cookie.name;
}

function append(key: WrittenKey, cookie: string): void {
  const known = new WrittenSource(SourceKind.Cookie, cookie);
  let isThere = false;
  for (let i = 0; i < key.sources.length; ++i) if (isSameSource(key.sources[i], known)) isThere = true;
  if (!isThere) key.sources.push(known);
  key.sources.push(new WrittenSource(SourceKind.Minted, ""));
}
