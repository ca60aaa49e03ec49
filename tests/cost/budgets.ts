/** The most bytes that each module may have. */
export const BUDGETS = { filter: 112 * 1024, propagation: 42 * 1024 };
