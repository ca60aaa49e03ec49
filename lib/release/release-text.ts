import { YamlText } from "../yaml/text.js";
import { readRelease } from "./read.js";
import type { Release } from "./release.js";

/** The release in the YAML of a file. Throws a Mistake of what is wrong with it, in lines that editors can follow. */
export function releaseIn(file: string, source: string): Release {
  const text = new YamlText(file, source);
  const read = readRelease(text.json);
  if ("errors" in read) {
    text.refuse({ errors: [...read.errors], warnings: [] });
    throw new Error(`${file}: refused without a reason`);
  }
  return read.release;
}
