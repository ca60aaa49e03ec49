/** The most bytes that each module may have. */
export const BUDGETS = { filter: 30 * 1024, propagation: 32 * 1024 };
