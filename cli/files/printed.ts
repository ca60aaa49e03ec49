import { printable } from "../../lib/printable.js";

/** Text that shows what a terminal would not, line by line. */
export function printed(text: string): string {
  return text.split("\n").map(printable).join("\n");
}
