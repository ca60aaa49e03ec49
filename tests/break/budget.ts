/**
 * How long each search that has no end of its own may go on, in seconds. 0, as in `make test`: the saved corpus and a
 * fixed slice, the same every time. `make break` sets it.
 */
export const SECONDS = Number(process.env["BREAK_SECONDS"] ?? 0);

/** All that has an end is played to it, not in slices. */
export const IS_WHOLE = SECONDS > 0;
