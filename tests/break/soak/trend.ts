import { linearRegression, linearRegressionLine, mean } from "simple-statistics";

/** A value over time; x is in minutes. */
export type Series = [minute: number, value: number][];

/** What of the beginning is not looked at: caches fill, connections open. */
const WARM_UP = 0.3;

export interface Trend {
  /** A minute. */
  slope: number;
  /** The slope's standard error: what the noise alone would make of a level line. */
  noise: number;
  /** From the end of the warm-up to the end of the series. */
  growth: number;
}

/** The trend of a series after its warm-up, by least squares. */
export function trendOf(series: Series): Trend {
  const points = series.slice(Math.floor(series.length * WARM_UP));
  const line = linearRegressionLine(linearRegression(points));
  const middle = mean(points.map(([x]) => x));
  const spread = points.reduce((sum, [x]) => sum + (x - middle) ** 2, 0);
  const residue = points.reduce((sum, [x, y]) => sum + (y - line(x)) ** 2, 0);
  const [first, last] = [points[0]![0], points.at(-1)![0]];
  const slope = line(1) - line(0);
  return { slope, noise: Math.sqrt(residue / (points.length - 2) / spread), growth: slope * (last - first) };
}

/** True where a value rises by more than the noise explains, and by more than `least`, which is too little to matter. */
export function rises({ slope, noise, growth }: Trend, least: number): boolean {
  return slope > 3 * noise && growth > least;
}
