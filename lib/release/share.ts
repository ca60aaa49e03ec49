const UNITS = { "%": 100n, "‰": 1000n } as const;
const SHARE = /^(\d{1,9})(?:\.(\d{1,9}))? ?([%‰])$/;

/** So many of `modulo` buckets as a text says, such as 10%, 2.5% or 5‰; or what is wrong with it. */
export function bucketsOf(text: string, modulo: number): number | string {
  const [, whole, fraction = "", unit] = SHARE.exec(text) ?? [];
  if (whole === undefined) return `${JSON.stringify(text)} is no share; write 10%, 2.5% or 5‰`;
  const parts = BigInt(whole + fraction);
  const all = UNITS[unit as keyof typeof UNITS] * 10n ** BigInt(fraction.length);
  if (parts > all) return `${text} is more than everybody; write at most 100%`;
  const buckets = parts * BigInt(modulo);
  if (buckets % all === 0n) return Number(buckets / all);
  let finer = 10;
  while ((parts * BigInt(modulo * finer)) % all !== 0n) finer *= 10;
  return `${text} is no whole number of ${modulo} buckets; write modulo: ${modulo * finer}, before the first step: later it moves users`;
}

/** A share of `modulo` buckets in percent, such as "2.5%". */
export function percent(buckets: number, modulo: number): string {
  return `${Number(((buckets / modulo) * 100).toPrecision(9))}%`;
}
