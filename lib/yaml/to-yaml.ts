import * as yaml from "js-yaml";

/**
 * The short escapes of js-yaml that not every reader takes for the same: Envoy's, yaml-cpp, makes single bytes of the first
 * two, which are no UTF-8.
 */
const SHORT_ESCAPES: Record<string, string> = {
  "\\_": "\\u00a0",
  "\\N": "\\u0085",
  "\\L": "\\u2028",
  "\\P": "\\u2029",
};

/** `value` as one YAML document, in ASCII, that any reader, also of YAML 1.1, takes for the same. */
export function toYaml(value: object): string {
  const rules = [quoteNumberLike, quoteEscaped, ...Object.values(yaml.DEFAULT_SCALAR_STYLE_RULES)];
  const options = { lineWidth: -1, noRefs: true, quoteStyle: "double", scalarStyleRules: rules } as const;
  return yaml
    .dump(value, options)
    .replace(/\\[^]|[^\n\x20-\x7e]/gu, (found) => SHORT_ESCAPES[found] ?? escaped(found));
}

/** A character beyond ASCII by its number; any other text as it is. */
function escaped(text: string): string {
  const point = text.codePointAt(0)!;
  if (point < 0x7f) return text;
  const digits = point.toString(16);
  return point > 0xffff ? `\\U${digits.padStart(8, "0")}` : `\\u${digits.padStart(4, "0")}`;
}

/** Readers differ in what is a number (1_0e5, 0o7): a string that begins like one is quoted, and a digest always. */
function quoteNumberLike(layout: yaml.ScalarLayout): void {
  const { tag, value } = layout.node;
  if (tag === yaml.strTag.tagName && /^[-+.]?\d|^[0-9a-f]{64}$/.test(value)) quote(layout);
}

/** Only in double quotes is there an escape; elsewhere what looks like one is text. */
function quoteEscaped(layout: yaml.ScalarLayout): void {
  if (/[^\n\x20-\x7e]|\\[_NLP]/.test(layout.node.value)) quote(layout);
}

function quote(layout: yaml.ScalarLayout): void {
  if (layout.style === yaml.SCALAR_STYLE.PLAIN) layout.style = yaml.SCALAR_STYLE.DOUBLE_QUOTED;
}
