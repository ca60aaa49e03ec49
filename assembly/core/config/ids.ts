// The kinds of error, for programs. docs/rules.md has a line for each. An id never changes its meaning.

// Of the text.
export const TOO_LARGE = "too-large";
export const NOT_JSON = "not-json";
export const TOO_COMPLEX = "too-complex";

// Of an object and its fields.
export const NOT_AN_OBJECT = "not-an-object";
/** It stands at the field's name, not at its value. */
export const UNKNOWN_FIELD = "unknown-field";
export const MISSING_FIELD = "missing-field";
export const GIVEN_TWICE = "given-twice";
export const IDLE_FIELD = "idle-field";

// Of a value's type.
export const NOT_A_LIST = "not-a-list";
export const LIST_LENGTH = "list-length";
export const NOT_A_TEXT = "not-a-text";
/** A number, true, false or null in the place of a text: quotes would mend it. */
export const UNQUOTED = "unquoted";
export const NOT_A_NUMBER = "not-a-number";
export const NOT_WHOLE = "not-whole";
export const OUT_OF_RANGE = "out-of-range";
export const NO_SUCH_CHOICE = "no-such-choice";

// Of what a value says.
export const BAD_NAME = "bad-name";
export const BAD_SALT = "bad-salt";
export const BAD_HEADER = "bad-header";
/** Of a cookie, a query parameter, a claim, a property or an address that cannot be the source of a key. */
export const BAD_SOURCE = "bad-source";
/** Of a cookie that answers set. */
export const BAD_COOKIE = "bad-cookie";
export const BAD_EXPRESSION = "bad-expression";
/** Of a text with which values are compared. */
export const BAD_TEXT = "bad-text";
export const BAD_TOKEN = "bad-token";
export const BAD_TAG_VALUE = "bad-tag-value";
export const NAME_TAKEN = "name-taken";
export const OWNED_HEADER = "owned-header";
export const BAD_TIME = "bad-time";
export const NEVER_MATCHES = "never-matches";
export const SHARE_TAKEN = "share-taken";
export const UNLIKE_LAYER = "unlike-layer";
export const NOT_IN_ORDER = "not-in-order";
export const RANGE_SHRINKS = "range-shrinks";
/** It needs what another module can. */
export const OTHER_MODULE = "other-module";
