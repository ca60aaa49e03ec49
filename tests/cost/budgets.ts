/** The most bytes that each module may have. */
export const BUDGETS = { filter: 120 * 1024, response: 124 * 1024, propagation: 42 * 1024 };
