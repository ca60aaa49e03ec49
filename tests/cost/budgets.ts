import type { Case } from "../../bench/cases.ts";

/** The most bytes that each module may have. */
export const BUDGETS = { filter: 120 * 1024, response: 124 * 1024, propagation: 42 * 1024 };

/** The most that the filter may do for a request. Who needs more writes it down here. */
export const WORK: Record<Case, number> = { tagged: 172, untagged: 193, missing: 159, forged: 195 };
