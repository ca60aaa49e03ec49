import { NotYaml, readDocuments } from "../yaml/documents.js";
import { MAX_DEPTH } from "./check-text.js";
import { contentOf } from "./configurations.js";

/** Whether the text of a file is a release; what is no YAML is none. */
export function holdsRelease(source: string): boolean {
  try {
    const contents = readDocuments(source, MAX_DEPTH).map(contentOf);
    return contents.some((each) => "configurations" in each && each.configurations.some(isRelease));
  } catch (error) {
    if (error instanceof NotYaml) return false;
    throw error;
  }
}

const isRelease = ({ module }: { readonly module: string }) => module === "release";
