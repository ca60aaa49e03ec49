import { Mistake } from "../../lib/mistake.js";
import type { Chosen } from "../rules/chosen.ts";
import type { Moment } from "../rules/moment.ts";
import type { Asked } from "../state/state.ts";

/** What a form is written of. */
export interface Wanted {
  readonly moment: Moment;
  readonly asked: Asked;
  /** The step of a release that the rules are of. */
  readonly of: Chosen["of"];
  /** Where the module is. */
  readonly url: string;
}

/** The digest of a module that was built: of none. */
export function built(): never {
  throw new Mistake("auto: the page has built no module");
}
