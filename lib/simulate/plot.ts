import type { Simulation } from "./simulate.js";

/** The shares as a chart of Apache ECharts, in plain data: what is expected as bars, what is seen with its interval. */
export function plotOf({ tags }: Simulation, of: string): Record<string, unknown> {
  const names = tags.map(({ tagHeader, tagValue }) => `${tagHeader}: ${tagValue ?? "none"}`);
  const inPercent = (share: number) => Number((100 * share).toFixed(4));
  return {
    animation: false,
    backgroundColor: "#fff",
    title: { text: "Shares of the users, %", subtext: of, left: "center" },
    legend: { bottom: 0 },
    tooltip: {},
    grid: { top: 70, bottom: 50, left: 20, right: 40, containLabel: true },
    xAxis: { type: "value", min: 0, max: 100 },
    yAxis: { type: "category", data: names, inverse: true },
    series: [
      {
        type: "bar",
        name: "expected",
        data: tags.map(({ expected }) => (expected === null ? null : inPercent(expected))),
      },
      {
        type: "boxplot",
        name: "seen, with the 95 % interval",
        data: tags.map(({ low, high, share }) => [low, low, share, high, high].map(inPercent)),
      },
    ],
  };
}

/** The height of a picture that has room for all of them, in pixels. */
export function heightOf({ tags }: Simulation): number {
  return 150 + 36 * tags.length;
}
