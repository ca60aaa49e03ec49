/** The most bytes that each module may have. */
export const BUDGETS = { filter: 36 * 1024, propagation: 32 * 1024 };
