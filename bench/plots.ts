import * as echarts from "echarts";
import { CASE_NAMES } from "./cases.ts";
import type { Growth } from "./growth.ts";
import type { Results } from "./results.ts";

const WIDTH = 900;
const HEIGHT = 450;

/** The plots as SVG, by name. */
export function plots({ added, growth, machine }: Results): Record<string, string> {
  const filters = Object.keys(added.tagged);
  const where = `${machine["CPU"]}, Envoy ${machine["Envoy"]}, ${machine["date"]}`;
  const ofUnit = (unit: string) => growth.filter((series) => series.unit === unit);
  return {
    added: draw("CPU added to a request, µs", where, {
      xAxis: { type: "category", data: filters, axisLabel: { interval: 0 } },
      yAxis: { type: "value", name: "µs" },
      series: CASE_NAMES.map((name) => ({
        type: "bar",
        name,
        data: filters.map((filter) => round(added[name][filter]!.median)),
      })),
    }),
    rules: draw("CPU added as rules are added, µs", where, lines(ofUnit("rule"), "rules")),
    bytes: draw("CPU added as the hashed value gets longer, µs", where, lines(ofUnit("byte"), "bytes")),
  };
}

function lines(growth: Growth[], name: string): echarts.EChartsOption {
  return {
    xAxis: { type: "log", name },
    yAxis: { type: "log", name: "µs" },
    // One below the other: beside each other the long titles overlap.
    legend: { orient: "vertical", bottom: 0, left: 60 },
    grid: { top: 80, bottom: 50 + 20 * growth.length, left: 60, right: 60 },
    series: growth.map(({ title, points }) => ({
      type: "line",
      name: title,
      data: points.map(({ x, added }) => [x, round(added.median)]),
    })),
  };
}

const round = (value: number) => Number(value.toFixed(3));

/** A plot as SVG. */
export function draw(
  text: string,
  subtext: string,
  option: echarts.EChartsOption,
  height: number = HEIGHT,
): string {
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: WIDTH, height });
  chart.setOption({
    animation: false,
    backgroundColor: "#fff",
    title: { text, subtext, left: "center" },
    legend: { bottom: 0 },
    grid: { top: 80, bottom: 90, left: 60, right: 60 },
    ...option,
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
