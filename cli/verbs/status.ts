import { setTimeout } from "node:timers/promises";
import type { ReadRules } from "../../lib/check/rules-in.js";
import { Failure } from "../../lib/failure.js";
import { choice } from "../../lib/manifest/options.js";
import { Mistake } from "../../lib/mistake.js";
import { printable } from "../../lib/printable.js";
import { asText } from "../../lib/status/as-text.js";
import { type Gateway, gatewayOf } from "../../lib/status/gateway.js";
import { NoMetrics } from "../../lib/status/samples.js";
import { since } from "../../lib/status/since.js";
import { statusOf } from "../../lib/status/status.js";
import { whole } from "../../lib/whole.js";
import { printed } from "../files/printed.js";
import { readPage } from "../files/page.js";
import { readRules } from "../files/rules-file.js";
import { type Streams, write } from "../files/streams.js";
import { verb } from "../usage/verb.js";

const MOST_SECONDS = 86_400;
const NO_LABELS =
  "requests are counted without labels, and not read; docs/metrics.md says which setting gives them";

/** Says what gateways serve, and whether their requests are dealt as the rules say. */
export const status = verb({
  name: "status",
  summary: "say whether gateways serve the same rules, and deal requests as those say, by their metrics",
  usage: ["--metrics URL", "--metrics URL --metrics URL --rules RULES"],
  about:
    "URL is a page of metrics, /stats/prometheus of an Envoy or of a pod of Istio, or a file that has one. RULES is a file of " +
    "rules or a manifest that holds some, - for standard input, or git:REF:PATH. Counters are totals since a gateway's " +
    "start, under whatever rules it had; with --during only what comes in between counts. The exit status is 1 " +
    "where gateways differ, have refused a configuration, or deal requests in a way that chance gives once in a thousand.",
  options: {
    metrics: {
      type: "string",
      value: "URL",
      multiple: true,
      help: "a gateway's page; once for each gateway",
    },
    rules: { type: "string", value: "RULES", help: "what they should serve, and the shares to hold them to" },
    plugin: { type: "string", value: "NAME", help: "the plugin, where gateways have several" },
    during: {
      type: "string",
      value: "SECONDS",
      help: "reads again after so long, and counts what has come in between",
    },
    watch: {
      type: "boolean",
      help: "reads again and again, each --during (default 10), until a reading fails",
    },
    output: {
      type: "string",
      value: "FORM",
      help: "the form of what is said: text (default), or json, a line a reading",
    },
  },
  async run({ values, positionals }, streams) {
    const form = choice("--output", values.output, ["text", "json"]);
    const urls = pagesOf(values.metrics ?? [], positionals, values.rules);
    const rules = values.rules === undefined ? null : await readRules(values.rules, streams.stdin);
    const during = values.during ?? (values.watch ? "10" : undefined);
    const seconds = during === undefined ? null : whole("--during", during, 1, MOST_SECONDS);
    const first = await readGateways(urls, streams);
    const start = Date.now() / 1000;
    if (seconds === null) return tell(first, { rules, plugin: values.plugin, start: 0 }, form, streams);
    do {
      await setTimeout(1000 * seconds);
      const now = await readGateways(urls, streams);
      const between = now.map((gateway, i) => since(first[i], gateway));
      await tell(between, { rules, plugin: values.plugin, start }, form, streams);
    } while (values.watch);
  },
});

/** Throws a Mistake where there is no page, or one twice. */
function pagesOf(
  urls: readonly string[],
  positionals: readonly string[],
  rules: string | undefined,
): readonly string[] {
  const [word] = positionals;
  if (word !== undefined) throw new Mistake(`${word}: write --metrics ${word}, or --rules ${word}`);
  if (urls.length === 0) throw new Mistake("--metrics is missing: give the URL of each gateway's page");
  const twice = urls.find((url, i) => urls.indexOf(url) !== i);
  if (twice !== undefined) throw new Mistake(`--metrics: ${twice} is given twice; keep one`);
  if (rules === "-" && urls.includes("-"))
    throw new Mistake("--metrics: standard input has the rules; name a file");
  return urls;
}

async function readGateways(urls: readonly string[], { stdin, stderr }: Streams): Promise<Gateway[]> {
  const pages = await Promise.all(urls.map((url) => readPage(url, stdin)));
  const gateways = pages.map((page, i) => {
    try {
      return gatewayOf(urls[i]!, page);
    } catch (error) {
      if (!(error instanceof NoMetrics)) throw error;
      throw new Mistake(`${urls[i]}: no page of metrics: ${error.message}; Envoy's is at /stats/prometheus`);
    }
  });
  const silent = gateways.filter(({ lacksLabels }) => lacksLabels);
  await write(stderr, silent.map(({ name }) => `${printable(`${name}: ${NO_LABELS}`)}\n`).join(""));
  return gateways;
}

interface Asked {
  readonly rules: ReadRules | null;
  readonly plugin: string | undefined;
  /** When counting began, in seconds since 1970; 0 for the gateways' start, which nobody knows. */
  readonly start: number;
}

async function tell(
  gateways: readonly Gateway[],
  { rules, plugin, start }: Asked,
  form: "text" | "json",
  { stdout }: Streams,
): Promise<void> {
  const now = Date.now() / 1000;
  const status = statusOf(gateways, { rules, plugin, period: [start, now] });
  const counted = start === 0 ? "since the gateways' start" : `in ${Math.round(now - start)} seconds`;
  const text = printed(asText(status, counted));
  await write(stdout, form === "json" ? `${JSON.stringify(status)}\n` : text);
  if (status.failures.length > 0) throw new Failure(...status.failures);
}
