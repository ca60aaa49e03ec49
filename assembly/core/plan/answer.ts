import { WrittenCookie } from "../rule/written-answer";
import { utf8 } from "../text/bytes";
import { decimal } from "../text/text";
import { Read, Sought } from "./slot";

/** A cookie that answers set. */
export class AnswerCookie {
  /** What stands before its value, behind it, and behind that of one that the browser is to forget. */
  readonly before: StaticArray<u8>;
  readonly behind: StaticArray<u8>;
  readonly expiring: StaticArray<u8>;

  constructor(cookie: WrittenCookie, isForScripts: bool) {
    let attributes = "; Path=" + cookie.path;
    if (cookie.domain.length > 0) attributes += "; Domain=" + cookie.domain;
    attributes += "; SameSite=" + cookie.sameSite;
    if (cookie.isSecure) attributes += "; Secure";
    if (!isForScripts) attributes += "; HttpOnly";
    this.before = utf8(cookie.name + "=");
    this.behind = utf8(attributes + "; Max-Age=" + decimal(cookie.maxAge));
    this.expiring = utf8(attributes + "; Max-Age=0");
  }
}

/** The cookie that says which tags a request got. */
export class MixCookie extends AnswerCookie {
  constructor(
    cookie: WrittenCookie,
    /** What the browser has of it. */
    readonly seen: Sought,
  ) {
    super(cookie, true);
  }
}

/** What the answers under a plan tell browsers. */
export class AnswerPlan {
  /** The response header that says which tags the request got; null for none. */
  header: StaticArray<u8> | null = null;
  cookie: MixCookie | null = null;
  /** The id that is made for a request without a key, and its cookie; null where no rule can want one. */
  minted: Read | null = null;
  anonymousId: AnswerCookie | null = null;
}
