import {
  cookieNameFault,
  domainFault,
  pathFault,
  promisesHost,
  promisesSecure,
} from "../http/cookie-grammar";
import { WrittenCookie } from "../rule/written-answer";
import { quote } from "../text/text";
import { boolOf } from "./bool-field";
import { Fields } from "./fields";
import { BAD_COOKIE, NO_SUCH_CHOICE } from "./ids";
import { Kind } from "./json";
import { Report, seen } from "./report";
import { checked, textOf } from "./text-field";
import { wholeOf } from "./whole-field";

/** The fields of a cookie beside its name. */
export const ATTRIBUTES: string[] = ["maxAge", "domain", "path", "sameSite", "secure"];

const LONGEST: i64 = 34_560_000; // 400 days: no browser keeps a cookie for longer
const SAME_SITE: string[] = ["Strict", "Lax", "None"];

/** Reads a cookie that answers set, whose name stands in the field `key`; null after a report about that. */
export function readCookie(fields: Fields, key: string, report: Report): WrittenCookie | null {
  const want = "the name of the cookie";
  const name = textOf(fields.at(key), fields.required(key, want), want, report);
  if (name === null) return null;
  if (checked(BAD_COOKIE, fields.at(key), name, cookieNameFault(name), report).length == 0) return null;
  const cookie = new WrittenCookie(name);
  const maxAge = fields.optional("maxAge");
  if (maxAge !== null) {
    const seconds = "a whole number of seconds from 1 to 34560000, 400 days";
    cookie.maxAge = wholeOf(fields.at("maxAge"), maxAge, 1, LONGEST, seconds, report);
  }
  cookie.domain = readText(fields, "domain", "", domainFault, report);
  cookie.path = readText(fields, "path", cookie.path, pathFault, report);
  cookie.sameSite = readSameSite(fields, cookie.sameSite, report);
  cookie.isSecure = boolOf(fields.at("secure"), fields.optional("secure"), true, report);
  if (!cookie.isSecure) checkInsecure(fields, cookie, report);
  if (promisesHost(name)) checkHost(fields, cookie, report);
  return cookie;
}

function readText(
  fields: Fields,
  key: string,
  usual: string,
  faultOf: (text: string) => string,
  report: Report,
): string {
  const text = textOf(fields.at(key), fields.optional(key), "a text", report);
  return text === null ? usual : checked(BAD_COOKIE, fields.at(key), text, faultOf(text), report);
}

function readSameSite(fields: Fields, usual: string, report: Report): string {
  const json = fields.optional("sameSite");
  if (json === null) return usual;
  if (json.kind == Kind.String && SAME_SITE.includes(json.text)) return json.text;
  report.add(
    NO_SUCH_CHOICE,
    fields.at("sameSite"),
    seen(json) + " is none of Strict, Lax and None; write one",
  );
  return usual;
}

/** Browsers drop these cookies. */
function checkInsecure(fields: Fields, cookie: WrittenCookie, report: Report): void {
  const secure = fields.at("secure");
  if (cookie.sameSite == "None") {
    report.add(BAD_COOKIE, secure, "false beside sameSite None, which browsers drop; leave one of them out");
  }
  if (promisesSecure(cookie.name)) {
    report.add(
      BAD_COOKIE,
      secure,
      "false, but the name " + quote(cookie.name) + " promises true; leave it out",
    );
  }
}

function checkHost(fields: Fields, cookie: WrittenCookie, report: Report): void {
  const promise = ", but the name " + quote(cookie.name) + " promises ";
  if (cookie.domain.length > 0) {
    report.add(BAD_COOKIE, fields.at("domain"), quote(cookie.domain) + promise + "none; leave it out");
  }
  if (cookie.path.length > 1) {
    report.add(BAD_COOKIE, fields.at("path"), quote(cookie.path) + promise + '"/"; leave it out');
  }
}
