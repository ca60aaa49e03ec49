import { utf8 } from "../text/bytes";
import { hex } from "../text/text";

// How Istio writes labels into the name of a metric; its own regular expression for extraStatTags takes them out again.
const IS = "=.=";
const END = ";.;";

/** The name of a metric with labels: name, value, name, value, …. A label without a value is left out. */
export function labelled(metric: string, labels: string[]): string {
  let name = "";
  for (let i = 0; i < labels.length; i += 2) {
    if (labels[i + 1].length > 0) name += labels[i] + IS + escaped(labels[i + 1]) + END;
  }
  return name + metric;
}

/**
 * `value` with each byte as %XX that could end the label, begin another one, or mean something to the expressions that Envoy
 * and Istio try on every name, as "cache." does. Letters, digits, _ and - stay, and so does a dot between digits.
 */
function escaped(value: string): string {
  const bytes = utf8(value);
  let text = "";
  for (let i = 0; i < bytes.length; ++i) {
    const byte = <i32>bytes[i];
    const isDecimal =
      byte == 0x2e && i > 0 && isDigit(bytes[i - 1]) && i + 1 < bytes.length && isDigit(bytes[i + 1]);
    if (isPlain(byte) || isDecimal) text += String.fromCharCode(byte);
    else text += "%" + hex(byte, 2);
  }
  return text;
}

function isPlain(byte: i32): bool {
  const letter = byte | 0x20;
  return (letter >= 0x61 && letter <= 0x7a) || isDigit(byte) || byte == 0x5f || byte == 0x2d;
}

function isDigit(byte: i32): bool {
  return byte >= 0x30 && byte <= 0x39;
}
