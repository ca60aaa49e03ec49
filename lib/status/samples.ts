/** A line of Prometheus's text format. */
export interface Sample {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Why a text is no page of metrics. */
export class NoMetrics extends Error {}

const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*(?:,\s*|(?=\}))/y;
/** How a line goes on behind the name. */
const VALUED = /^(?:\{|[-+]?(?:[\d.]|Inf|NaN))/i;
const METRIC = /^([a-zA-Z_:][a-zA-Z0-9_:]*)\s*/;
/** The value, and a time that nobody asks for. */
const REST = /^\s*(\S+)(?:\s+\S+)?(?:\s+#.*)?\s*$/;

/**
 * The samples of a page whose metric `isWanted` takes, in its order: Prometheus's text format 0.0.4, and OpenMetrics as far
 * as that is alike. Throws NoMetrics where a line is none of the format's, or where there is no sample at all.
 */
export function samples(page: string, isWanted: (metric: string) => boolean): Sample[] {
  const found: Sample[] = [];
  let count = 0;
  page.split("\n").forEach((line, i) => {
    if (line.trim() === "" || line.startsWith("#")) return;
    const [begin, metric] = METRIC.exec(line) ?? [];
    if (begin === undefined || metric === undefined || !VALUED.test(line.slice(begin.length))) {
      throw new NoMetrics(`line ${i + 1} is no metric`);
    }
    ++count;
    if (isWanted(metric)) found.push(sampleOf(metric, line.slice(begin.length), i + 1));
  });
  if (count === 0) throw new NoMetrics("it has no metric");
  return found;
}

function sampleOf(metric: string, text: string, line: number): Sample {
  const labels: Record<string, string> = {};
  let end = 0;
  if (text.startsWith("{")) {
    end = 1 + /^\s*/.exec(text.slice(1))![0].length;
    while (text[end] !== "}") {
      LABEL.lastIndex = end;
      const [whole, name, value] = LABEL.exec(text) ?? [];
      if (whole === undefined) throw new NoMetrics(`line ${line}: its labels do not end`);
      labels[name!] = value!.replace(/\\(.)/g, (_, letter: string) => (letter === "n" ? "\n" : letter));
      end += whole.length;
    }
    ++end;
  }
  const [, value] = REST.exec(text.slice(end)) ?? [];
  const number = value === undefined ? NaN : Number(value);
  if (!Number.isFinite(number) || number < 0) throw new NoMetrics(`line ${line}: it has no number`);
  return { metric, labels, value: number };
}
