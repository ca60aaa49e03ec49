import { CASE_NAMES } from "./cases.ts";
import { costCard } from "./cost-card.ts";
import { MAX_NOISE, type Figure } from "./figures.ts";
import type { Growth } from "./growth.ts";
import { COPIES } from "./comparison.ts";
import type { Results } from "./results.ts";
import { targets } from "./targets.ts";

/** The report for a person, in Markdown. `plots` are the files of the plots by title. */
export function report(results: Results, plots: Record<string, string>): string {
  const { machine, noise, ratios, intervals, added, single, footprint, growth, features, correlation } = results;
  const others = Object.keys(ratios.tagged);
  const filters = Object.keys(added.tagged);
  const share = ((100 * noise.noisy) / noise.rounds).toFixed(0);
  return [
    "# What a request costs",
    `Measured by \`make bench\` on ${machine["CPU"]}, Envoy ${machine["Envoy"]}, ${machine["date"]}, commit ${machine["commit"]}. Another machine has other figures: run it there. Of ${noise.rounds} rounds ${noise.noisy} (${share} %) were noisy${warning(noise)}.`,
    "## Ratios",
    "CPU that hash-tagging adds to a request, divided by what each other filter adds (95 % interval). Below 1, hash-tagging is cheaper; `empty` does nothing and is the floor of every wasm filter.",
    table(
      ["hash-tagging ÷", ...CASE_NAMES],
      others.map((other) => [other, ...CASE_NAMES.map((name) => figure(intervals[name][other]!, 2))]),
    ),
    "## Targets",
    table(
      ["", "at most", "measured", ""],
      targets(results).map(({ what, atMost, measured }) => [
        what,
        String(atMost),
        measured.toFixed(2),
        measured <= atMost ? "met" : "**missed**",
      ]),
    ),
    "## CPU added to a request",
    `µs that one copy adds in a stack of ${COPIES} (quartiles). \`tagged\`: all three rules tag; \`untagged\`: none does; \`missing\`: the request has no \`x-user-id\`; \`forged\`: as untagged, with all three tag headers sent by the client.`,
    table(
      ["", ...CASE_NAMES],
      filters.map((filter) => [filter, ...CASE_NAMES.map((name) => figure(added[name][filter]!, 2))]),
    ),
    image(plots, "added"),
    "## A single filter at full load",
    "The case `tagged`; CPU and latencies in µs (quartiles), the rest in report.json. Single filters differ by less than the noise of a round: take the cost from the stacks.",
    table(
      ["", "CPU per request", "of it added", "p50", "p99", "requests/s"],
      Object.entries(single.tagged).map(([name, seen]) => [
        name,
        figure(seen.cpu, 1),
        name === "none" ? "–" : figure(seen.added, 1),
        figure(seen.p50, 0),
        figure(seen.p99, 0),
        figure(seen.requestsPerSecond, 0),
      ]),
    ),
    "## Size, start and memory",
    table(
      ["", "module or script, bytes", "start, ms", "RSS with one worker, MiB", "each further worker, MiB"],
      Object.entries(footprint).map(([name, taken]) => [
        name,
        taken.bytes === null ? "–" : counted(taken.bytes),
        taken.readyMs.toFixed(0),
        taken.rss.toFixed(1),
        taken.rssPerWorker.toFixed(1),
      ]),
    ),
    "## Growth",
    "µs that one copy of hash-tagging adds (quartiles), and the straight line through the medians.",
    ...growth.flatMap((series) => [grown(series)]),
    image(plots, "rules"),
    image(plots, "bytes"),
    "## Other features",
    `µs that one copy adds (quartiles); a copy of hash-tagging with \`propagate\` does the tagging as well. Before each copy Envoy takes away what the one before it has done. \`calls\` are those between Envoy and the module, \`work\` is the calls, turns of loops and conditions in it: both are exact.`,
    table(
      ["", "added", "calls", "work"],
      features.map(({ title, added, done }) => [
        title,
        figure(added, 2),
        String(done?.crossings ?? "–"),
        String(done?.work ?? "–"),
      ]),
    ),
    "## Memory under many ids",
    "The propagation module with `correlate: x-request-id`, one worker: every request is remembered under an id of its own.",
    table(
      ["ids", "RSS, MiB", "of them pushed out by others"],
      correlation.map(({ ids, rss, evicted }) => [counted(ids), rss.toFixed(1), counted(evicted)]),
    ),
    "## Cost card",
    costCard(results).map((line) => `- ${line}`).join("\n"),
    "## How it was measured",
    METHOD,
    table(["part", "version"], Object.entries(machine)),
    "",
  ].join("\n\n");
}

const METHOD = `Envoy runs with one worker on the first core and answers by direct_response; the load generator runs on the last core with 8 keep-alive connections at full speed. CPU is that of all threads of the Envoy process, from \`/proc/PID/task/*/schedstat\`, divided by the requests. What a filter adds is the difference between the medians of its quiet rounds and of those without a filter. The variants of a case run right after one another, in a new order each pass; Envoy is started afresh several times. A round is noisy when other processes or other virtual machines took more than ${100 * MAX_NOISE} % of the machine, or Envoy waited more than ${100 * MAX_NOISE} % of it for its core, or when its requests cost ${100 * MAX_NOISE} % more than in the best quarter of the rounds of the same variant and case, which is what neighbours in the caches do; noisy rounds are left out, or where they are the most, the noisier half. Each variant has first passed the same check: the right tags, forged ones gone, and the request routed by them. In a stack all copies but the first find the tag headers set already; for the case \`forged\` Envoy itself sets the forged ones before each copy, in the gateway without a filter too.`;

function warning({ rounds, noisy }: Results["noise"]): string {
  return noisy * 2 > rounds ? " – **too many for figures to rely on; run it on a quiet machine**" : " and left out";
}

function grown({ title, unit, points, perUnit, rest }: Growth): string {
  const rows = [["added", ...points.map(({ added }) => figure(added, 2))]];
  const line = `${rest.toFixed(2)} µs + ${(1000 * perUnit).toFixed(perUnit < 0.1 ? 1 : 0)} ns per ${unit}`;
  return `**${capital(title)}**: ${line}\n\n${table([`${unit}s`, ...points.map(({ x }) => String(x))], rows)}`;
}

const counted = (number: number) => number.toLocaleString("en");
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function image(plots: Record<string, string>, name: string): string {
  return `![${name}](${plots[name]})`;
}

function figure({ median, low, high }: Figure, digits: number): string {
  const [middle, from, to] = [median, low, high].map((value) => value.toFixed(digits));
  return `${middle} (${from}–${to})`;
}

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
