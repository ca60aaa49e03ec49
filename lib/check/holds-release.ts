import { NotYaml } from "../yaml/documents.js";
import { configurationsIn } from "./rules-in.js";

/** Whether the text of a file is a release; what is no YAML is none. */
export function holdsRelease(source: string): boolean {
  try {
    return configurationsIn(source).some(({ module }) => module === "release");
  } catch (error) {
    if (error instanceof NotYaml) return false;
    throw error;
  }
}
