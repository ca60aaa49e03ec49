import { Mistake } from "./mistake.js";

/** The whole number from `least` to `most` that is given for an option. Throws a Mistake. */
export function whole(flag: string, given: string, least: number, most: number): number {
  const number = /^\d{1,16}$/.test(given) ? Number(given) : NaN;
  if (number >= least && number <= most) return number;
  throw new Mistake(`${flag}: ${JSON.stringify(given)} is no whole number from ${least} to ${most}`);
}
