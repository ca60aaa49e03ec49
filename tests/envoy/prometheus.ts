/** A line of Prometheus's text format. */
export interface Sample {
  labels: Record<string, string>;
  value: number;
}

/** The samples of one metric, in the order of the page. Throws on a line that is none of the format's. */
export function samples(page: string, metric: string): Sample[] {
  return page
    .split("\n")
    .filter((line) => line.startsWith(`${metric}{`) || line.startsWith(`${metric} `))
    .map((line) => {
      const [, labels, value] = /^\w+(?:\{((?:\w+="(?:[^"\\]|\\[\\n"])*",?)*)\})? (\S+)$/.exec(line) ?? [];
      if (value === undefined) throw new Error(`no sample: ${line}`);
      const pairs = [...(labels ?? "").matchAll(/(\w+)="((?:[^"\\]|\\[\\n"])*)"/g)];
      const unescaped = (text: string) =>
        text.replace(/\\(.)/g, (_, letter: string) => (letter === "n" ? "\n" : letter));
      return {
        labels: Object.fromEntries(pairs.map(([, name, text]) => [name!, unescaped(text!)])),
        value: Number(value),
      };
    });
}
