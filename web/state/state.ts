import { EXAMPLE } from "../rules/example.ts";

/** The request that is asked about, in the words of its fields. */
export interface Asked {
  readonly id: string;
  readonly url: string;
  readonly method: string;
  /** Lines of NAME: VALUE, and of NAME=VALUE. */
  readonly headers: string;
  readonly cookies: string;
  readonly claims: string;
  readonly address: string;
}

/** Who everybody is: users who are made up, or a list of ids, one a line. */
export interface Crowd {
  readonly shape: "uuid" | "sequential" | "email" | "ean" | "list";
  readonly list: string;
}

/** What the page shows; a link holds all of it. */
export interface State {
  readonly text: string;
  /** The rules that were pinned; undefined without any. */
  readonly before: string | undefined;
  readonly asked: Asked;
  readonly crowd: Crowd;
  /** Of a release, the number of the step; "" is the first that changes something. */
  readonly step: string;
  /** When, in RFC 3339; "" is now. */
  readonly at: string;
}

export const START: State = {
  text: EXAMPLE,
  before: undefined,
  asked: { id: "0005", url: "", method: "", headers: "", cookies: "", claims: "", address: "" },
  crowd: { shape: "uuid", list: "" },
  step: "",
  at: "",
};
