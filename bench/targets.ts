import type { Results } from "./results.ts";

/** What the filter is to be at most, and where it stands. */
export interface Target {
  what: string;
  atMost: number;
  measured: number;
}

export function targets({ ratios, footprint, growth }: Results): Target[] {
  const tagged = (other: string, atMost: number): Target => ({
    what: `CPU added to a tagged request ÷ ${other}'s`,
    atMost,
    measured: ratios.tagged[other]!,
  });
  const few = growth[0]!.points.find(({ x }) => x === 3)!.added.median;
  const many = growth[0]!.points.find(({ x }) => x === 300)!.added.median;
  return [
    tagged("empty", 3.8),
    tagged("lua", 0.7),
    tagged("rust", 0.5),
    tagged("assemblyscript-sdk", 0.27),
    {
      what: "CPU added to a tagged request by the native module ÷ by the wasm module",
      atMost: 0.45,
      measured: 1 / ratios.tagged["native"]!,
    },
    {
      what: "CPU added to a tagged request by the native module ÷ by a native one by hand",
      atMost: 1.2,
      measured: ratios.tagged["native by hand"]! / ratios.tagged["native"]!,
    },
    { what: "CPU added by 300 rules ÷ by 3, one header, none matching", atMost: 2, measured: many / few },
    {
      what: "memory of a worker beyond the empty filter's, MiB",
      atMost: 3,
      measured: footprint["hash-tagging"]!.rssPerWorker - footprint["empty"]!.rssPerWorker,
    },
  ];
}
