/** Pearson's chi-squared: how far counts are from what is expected of each. */
export function chiSquared(counts: number[], expected: number[]): number {
  return counts.reduce((sum, count, i) => sum + (count - expected[i]!) ** 2 / expected[i]!, 0);
}

/**
 * Chi-squared in standard deviations from what chance gives, by Wilson and Hilferty's cube root: chance stays below 5 in
 * all but 3 of ten million trials. Above 30 degrees of freedom it is exact enough for that.
 */
export function deviations(chi2: number, freedom: number): number {
  const spread = 2 / (9 * freedom);
  return (Math.cbrt(chi2 / freedom) - (1 - spread)) / Math.sqrt(spread);
}
