const MOST_DIGITS = 10;

/** A share as a percentage, "10.00 %": with as many digits as tell nobody from somebody, and all from nearly all. */
export function percent(share: number): string {
  let digits = 2;
  const isHidden = () => ["0", "100"].includes(String(Number((100 * share).toFixed(digits))));
  while (share > 0 && share < 1 && digits < MOST_DIGITS && isHidden()) ++digits;
  return `${(100 * share).toFixed(digits)} %`;
}
