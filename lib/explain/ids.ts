import { NO_BUCKET, reasonNames, type Rules, type Values } from "../core.js";

/** What many ids come to, a line each. */
export interface IdTable {
  /** What stands above the lines; "" for nothing. */
  readonly head: string;
  /** The lines of some ids, in order, each with its end. It is fastest with thousands at once. */
  linesOf(ids: readonly string[]): string;
}

const MOST_KNOWN = 1 << 16;

export const ID_FORMS = ["csv", "jsonl"] as const;

/** A table of the form. `request` is what else the requests of all ids have. */
export function idTable(form: (typeof ID_FORMS)[number], rules: Rules, request: Values): IdTable {
  return form === "csv" ? csvTable(rules, request) : jsonTable(rules, request);
}

/** CSV as RFC 4180 has it: the id, the value of each tag header, and the bucket and the reason of each rule. */
function csvTable(rules: Rules, request: Values): IdTable {
  const columns = labels(rules).flatMap((rule) => [`${rule} bucket`, `${rule} reason`]);
  const values = rules.tagValues.map((value) => `,${csv(value)}`);
  const cell = remembered((bucket, reason) => `,${bucket ?? ""},${reason}`);
  const linesOf = (ids: readonly string[]) => {
    const { rows, width } = rules.decideIds(ids, request);
    let text = "";
    for (let i = 0, at = 0; i < ids.length; ++i) {
      text += csv(ids[i]!);
      const [tagsEnd, end] = [at + rules.tagHeaders.length, at + width];
      while (at < tagsEnd) text += values[rows[at++]!]!;
      for (; at < end; at += 2) text += cell(rows[at]!, rows[at + 1]!);
      text += "\n";
    }
    return text;
  };
  return { head: `${["id", ...rules.tagHeaders, ...columns].map(csv).join(",")}\n`, linesOf };
}

/** JSON lines: {"id", "tags": {tagHeader: tagValue or null}, "rules": {rule: {"bucket", "reason"}}}. */
function jsonTable(rules: Rules, request: Values): IdTable {
  const names = [...rules.tagHeaders, ...labels(rules)].map((name) => JSON.stringify(name));
  const values = rules.tagValues.map((value) => (value === "" ? "null" : JSON.stringify(value)));
  const cell = remembered((bucket, reason) => `{"bucket":${bucket ?? null},"reason":"${reason}"}`);
  const { length: tagHeaders } = rules.tagHeaders;
  const starts = names.map((name, i) => (i === 0 ? "" : i === tagHeaders ? '},"rules":{' : ",") + `${name}:`);
  const linesOf = (ids: readonly string[]) => {
    const { rows, width } = rules.decideIds(ids, request);
    let text = "";
    for (let i = 0, at = 0; i < ids.length; ++i) {
      text += `{"id":${JSON.stringify(ids[i])},"tags":{`;
      for (let j = 0; j < tagHeaders; ++j) text += starts[j]! + values[rows[at++]!]!;
      for (let j = tagHeaders, end = at + width - tagHeaders; at < end; at += 2, ++j) {
        text += starts[j]! + cell(rows[at]!, rows[at + 1]!);
      }
      text += "}}\n";
    }
    return text;
  };
  return { head: "", linesOf };
}

/** What a bucket and a reason read like, without making the same text a million times. */
function remembered(
  text: (bucket: number | undefined, reason: string) => string,
): (bucket: number, reason: number) => string {
  const reasons = reasonNames();
  const known = new Map<number, string>();
  return (bucket, reason) => {
    const key = bucket * 16 + reason; // exact: 32 and 4 bits
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = text(bucket === NO_BUCKET ? undefined : bucket, reasons[reason]!);
    if (known.size < MOST_KNOWN) known.set(key, made);
    return made;
  };
}

function csv(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What the rules go by, each once: as in the metrics, a second one of a name is name_2. */
function labels({ ruleNames }: Rules): string[] {
  return ruleNames.map((name, i) => {
    const number = ruleNames.slice(0, i + 1).filter((each) => each === name).length;
    return number === 1 ? name : `${name}_${number}`;
  });
}
