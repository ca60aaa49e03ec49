import * as echarts from "echarts";
import { quantile } from "simple-statistics";
import type { Count } from "./clients.ts";
import { rises, trendOf, type Series } from "./trend.ts";

/** What was seen in a second. */
export interface Sample {
  minute: number;
  /** Resident memory of Envoy, and the linear memories of its wasm VMs, in MiB. */
  rss: number;
  module: number;
  counts: Map<string, Count>;
}

interface Measure {
  name: string;
  unit: string;
  /** A rise over the whole time that is too little to matter. */
  least: number;
  of(sample: Sample): number;
}

const took = (q: number) => (sample: Sample) => quantile(sample.counts.get("tagged")!.took, q);
const total = (what: "requests" | "wrong") => (sample: Sample) =>
  [...sample.counts.values()].reduce((sum, count) => sum + count[what], 0);

const MEASURES: Measure[] = [
  { name: "resident memory", unit: "MiB", least: 2, of: ({ rss }) => rss },
  { name: "module memory", unit: "MiB", least: 0, of: ({ module }) => module },
  { name: "p50 of a tagged request", unit: "ms", least: 10, of: took(0.5) },
  { name: "p99 of a tagged request", unit: "ms", least: 50, of: took(0.99) },
  { name: "wrong answers", unit: "a second", least: 0, of: total("wrong") },
];
const REQUESTS: Measure = { name: "requests", unit: "a second", least: Infinity, of: total("requests") };

/** The panels of the drawing, one below the other. */
const PANELS = [MEASURES.slice(0, 2), MEASURES.slice(2, 4), [REQUESTS, MEASURES[4]!]];
const PANEL = { top: 90, height: 160, gap: 70 };

const seriesOf = (samples: Sample[], { of }: Measure): Series =>
  samples.map((sample) => [sample.minute, of(sample)]);

/** What is wrong with a soak; nothing where it is level and every answer was right. */
export function faults(samples: Sample[]): string[] {
  const wrong = samples.reduce((sum, sample) => sum + total("wrong")(sample), 0);
  const rising = MEASURES.filter((measure) => rises(trendOf(seriesOf(samples, measure)), measure.least));
  return [
    ...(wrong > 0 ? [`${wrong} wrong answers`] : []),
    ...rising.map(({ name, unit }) => `${name} rises, in ${unit}, by more than the noise`),
  ];
}

/** A line for each measure, and one for each kind of traffic. */
export function table(samples: Sample[]): string {
  const figure = (value: number) => value.toFixed(2);
  const measures = MEASURES.map((measure) => {
    const series = seriesOf(samples, measure);
    const { slope, noise, growth } = trendOf(series);
    const [first, last] = [series[Math.floor(series.length / 3)]![1], series.at(-1)![1]];
    const change = `${figure(slope)} ± ${figure(noise)}`;
    return [`${measure.name}, ${measure.unit}`, figure(first), figure(last), change, figure(growth)];
  });
  const kinds = [...samples[0]!.counts.keys()].map((kind) => {
    const counts = samples.map((sample) => sample.counts.get(kind)!);
    const sum = (what: "requests" | "wrong") => counts.reduce((sum, count) => sum + count[what], 0);
    return [kind, String(sum("requests")), String(sum("wrong"))];
  });
  return [
    ...rows(["measure", "after a third", "at the end", "a minute", "over the last 70 %"], measures),
    "",
    ...rows(["traffic", "plays", "wrong"], kinds),
  ].join("\n");
}

function rows(head: string[], body: string[][]): string[] {
  return [head, head.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`);
}

/** The measures over time, as SVG. */
export function drawing(samples: Sample[], where: string): string {
  const height = PANEL.top + PANELS.length * (PANEL.height + PANEL.gap);
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: 900, height });
  chart.setOption({
    animation: false,
    backgroundColor: "#fff",
    title: {
      text: "Soak: all kinds of traffic, the rules changed every 10 s",
      subtext: where,
      left: "center",
    },
    legend: { top: 66, itemGap: 24, textStyle: { fontSize: 11 } },
    grid: PANELS.map((_, i) => ({
      top: PANEL.top + 20 + i * (PANEL.height + PANEL.gap),
      height: PANEL.height,
      left: 60,
      right: 60,
    })),
    xAxis: PANELS.map((_, i) => ({ gridIndex: i, type: "value", name: "min", min: 0, max: "dataMax" })),
    yAxis: PANELS.map((measures, i) => ({ gridIndex: i, type: "value", name: measures[0]!.unit })),
    series: PANELS.flatMap((measures, i) =>
      measures.map((measure) => ({
        type: "line" as const,
        name: measure.name,
        xAxisIndex: i,
        yAxisIndex: i,
        symbol: "none",
        data: seriesOf(samples, measure),
      })),
    ),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
