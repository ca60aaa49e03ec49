import type { Described } from "../request/request.js";

/** What one request must come to. */
export interface Case {
  /** Where it stands in its file: tests[2]. */
  readonly path: string;
  readonly name: string;
  /** When the request comes, in RFC 3339, and as the second since 1970; undefined for now. */
  readonly at: string | undefined;
  readonly second: number | undefined;
  /** Whose request it is, wherever the rules' keys take that from; undefined where the request itself says so. */
  readonly id: string | undefined;
  readonly request: Described;
  readonly expected: readonly Expected[];
}

/** The value that a tag header must have; null for no tag. */
export interface Expected {
  /** In lower case. */
  readonly tagHeader: string;
  readonly tagValue: string | null;
  /** Where it stands in the file: tests[2].tags.appver-a. */
  readonly path: string;
}
