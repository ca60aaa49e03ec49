/** Beyond so many standard deviations lies one of twenty, and one of a thousand. */
export const OF_20 = 1.959964;
export const OF_1000 = 3.290527;

/**
 * Between which shares the true one lies, by what `count` of `users` says: Wilson's score interval, which is right for a
 * few users too, and for none of them. Source: E. B. Wilson, Probable Inference, JASA 22 (1927).
 */
export function wilson(count: number, users: number, z: number): [low: number, high: number] {
  if (users === 0) return [0, 1];
  const share = count / users;
  const middle = share + (z * z) / (2 * users);
  const reach = z * Math.sqrt((share * (1 - share)) / users + (z * z) / (4 * users * users));
  const whole = 1 + (z * z) / users;
  const low = count === 0 ? 0 : (middle - reach) / whole;
  const high = count === users ? 1 : (middle + reach) / whole;
  return [low, high];
}
