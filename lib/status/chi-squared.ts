const ENOUGH = 1e-15;
const TINY = 1e-300;
const MOST_STEPS = 10_000;

/**
 * How probable it is that chance alone gives a χ² of at least `statistic`, which is 0 or more, with so many degrees of
 * freedom, 1 or more: the regularized incomplete gamma function Q(degrees / 2, statistic / 2). Source: Press et al.,
 * Numerical Recipes, 3rd edition, 6.2: the series below a + 1, the continued fraction by Lentz's method above.
 */
export function chiSquaredTail(statistic: number, degrees: number): number {
  const [a, x] = [degrees / 2, statistic / 2];
  if (x === 0) return 1;
  const factor = Math.exp(a * Math.log(x) - x - logGamma(degrees));
  return x < a + 1 ? 1 - factor * series(a, x) : factor * fraction(a, x);
}

/** ln Γ(degrees / 2), by Γ(a + 1) = a Γ(a) from Γ(1) = 1 or Γ(1/2) = √π. */
function logGamma(degrees: number): number {
  let log = degrees % 2 === 0 ? 0 : Math.log(Math.PI) / 2;
  for (let a = degrees % 2 === 0 ? 1 : 0.5; a < degrees / 2; ++a) log += Math.log(a);
  return log;
}

function series(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < MOST_STEPS && term > sum * ENOUGH; ++n) sum += term *= x / (a + n);
  return sum;
}

function fraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let result = d;
  for (let n = 1; n < MOST_STEPS; ++n) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / nonzero(numerator * d + b);
    c = nonzero(b + numerator / c);
    result *= d * c;
    if (Math.abs(d * c - 1) < ENOUGH) break;
  }
  return result;
}

const nonzero = (value: number) => (Math.abs(value) < TINY ? TINY : value);
