import { isTagName, isTagValue } from "../../../assembly/core/baggage/tag";
import { bytes } from "../given";

function isName(text: string): bool {
  const given = bytes("<" + text + ">");
  return isTagName(given, 1, given.length - 1);
}

function isValue(text: string): bool {
  const given = bytes(" " + text + " ");
  return isTagValue(given, 1, given.length - 1);
}

describe("isTagName", () => {
  test("is a token in lower case", () => {
    expect(isName("appver-a")).toBe(true);
    expect(isName("x!#$&'*-.^_`|~09")).toBe(true);
    const wrong = [
      "",
      "appver-A",
      "appver%61",
      "appver+a",
      "appver a",
      "appver:",
      "appver\n",
      "appveré",
      "appver\u007f",
      "appver@",
      "appver[",
    ];
    for (let i = 0; i < wrong.length; ++i) expect(isName(wrong[i])).toBe(false, wrong[i]);
  });
});

describe("isTagValue", () => {
  test("is a field value that is not empty", () => {
    expect(isValue("v2")).toBe(true);
    expect(isValue("a b\tc")).toBe(true);
    expect(isValue("é用😀")).toBe(true);
    expect(isValue("~")).toBe(true);
    const wrong = [
      "",
      " v2",
      "v2 ",
      "\tv2",
      "v2\t",
      " ",
      "v\r\nx-admin: 1",
      "v\n",
      "\u0000",
      "a\u001fb",
      "a\u007fb",
    ];
    for (let i = 0; i < wrong.length; ++i) expect(isValue(wrong[i])).toBe(false, wrong[i]);
  });
});
