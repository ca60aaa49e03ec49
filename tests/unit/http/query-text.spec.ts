import { escape } from "../../../assembly/core/http/query-text";
import { Bytes } from "../../../assembly/core/text/bytes";
import { bytes, textOf } from "../given";

function escaped(text: string): string {
  const given = bytes("<" + text + ">");
  const to = new Bytes(3 * given.length);
  escape(given, 1, given.length - 1, to);
  return textOf(to.data, 0, to.length);
}

describe("escape", () => {
  test("leaves letters, digits and four marks as they are", () => {
    expect(escaped("azAZ09-._~")).toBe("azAZ09-._~");
    expect(escaped("")).toBe("");
  });

  test("writes every other byte as %XX", () => {
    expect(escaped("@[`{/:")).toBe("%40%5B%60%7B%2F%3A");
    expect(escaped(" +&=;,%\"\\*!'()")).toBe("%20%2B%26%3D%3B%2C%25%22%5C%2A%21%27%28%29");
    expect(escaped("é\0\n")).toBe("%C3%A9%00%0A");
  });
});
