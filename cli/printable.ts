/** On one line, and with nothing that would steer a terminal: names and values in it come from anywhere. */
export function printable(line: string): string {
  const control = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;
  return line.replace(control, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
