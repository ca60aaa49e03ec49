import { MAX_VALUE } from "../http/header";
import { decimal, lowerCase, quote } from "../text/text";
import { BAD_TEXT } from "./ids";
import { Json } from "./json";
import { Report } from "./report";
import { checked, textOf } from "./text-field";

/** Reads the texts with which values are compared. */
export class Comparison {
  private readonly isWhole: bool;

  constructor(
    /** How: exact, in, prefix, suffix or contains. */
    private readonly choice: string,
    /** The field of the match. */
    private readonly place: string,
    /** True where letter case counts for nothing. */
    private readonly isFolded: bool,
  ) {
    this.isWhole = choice == "exact" || choice == "in";
  }

  /** The text that `json` is, in small letters where letter case counts for nothing; "" after a report. */
  read(path: string, json: Json, report: Report): string {
    const text = textOf(path, json, "the text to compare with", report);
    if (text === null) return "";
    checked(BAD_TEXT, path, text, this.faultOf(text), report);
    return this.isFolded ? lowerCase(text) : text;
  }

  /** Why `text` does not tell one value from another, with the remedy; "" when it does. */
  private faultOf(text: string): string {
    if (text.length > MAX_VALUE) {
      return quote(text) + " is longer than " + decimal(MAX_VALUE) + " characters; shorten it";
    }
    if (text.length == 0 && !this.isWhole) return '"" is in every value; write present: true';
    if (this.place == "uri") return this.pathFault(text);
    if (this.place == "authority") return this.hostFault(text);
    return this.place == "method" && this.isWhole && !this.isFolded ? methodFault(text) : "";
  }

  private pathFault(text: string): string {
    if (text.includes("?") || text.includes("#")) {
      return quote(text) + " goes beyond the path; compare what is behind ? in queryParams";
    }
    if (!this.isWhole && this.choice != "prefix") return "";
    if (text.startsWith("/") || (this.isWhole && text == "*")) return "";
    return quote(text) + " begins no path; write " + quote("/" + text);
  }

  private hostFault(text: string): string {
    const colon = text.lastIndexOf(":");
    if (colon <= text.lastIndexOf("]") || text.startsWith("[") || this.choice == "contains") return "";
    return quote(text) + " has a port, which is not compared; leave it out";
  }
}

function methodFault(text: string): string {
  for (let i = 0; i < text.length; ++i) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x61 && unit <= 0x7a) return quote(text) + " has small letters; write the method in capitals";
  }
  return "";
}
