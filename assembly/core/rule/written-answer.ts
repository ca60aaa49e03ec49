const YEAR: i64 = 31_536_000; // in seconds

/** A cookie that answers set, as checked data. */
export class WrittenCookie {
  /** The hosts that get it back; "" for the one that sets it alone. */
  domain: string = "";
  path: string = "/";
  /** In seconds. */
  maxAge: i64 = YEAR;
  /** Strict, Lax or None. */
  sameSite: string = "Lax";
  isSecure: bool = true;

  constructor(readonly name: string) {}
}

/** What answers tell browsers, as checked data. */
export class WrittenAnswer {
  /** The response header that says which tags the request got, in lower case; "" for none. */
  header: string = "";
  /** The cookie that says the same; null for none. */
  cookie: WrittenCookie | null = null;
  /** The cookie of the id that is made for a request without a key; null where none is made. */
  anonymousId: WrittenCookie | null = null;
}
