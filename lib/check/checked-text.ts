import type { Node } from "../yaml/documents.js";
import type { Checked } from "./diagnostic.js";

/** What was seen of a text, and what it holds, for what only several tell together. */
export interface CheckedText extends Checked {
  readonly file: string;
  readonly source: string;
  readonly documents: readonly Node[];
}
