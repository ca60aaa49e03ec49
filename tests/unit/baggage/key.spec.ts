import { utf8 } from "../../../assembly/core/text/bytes";
import { isTagKey } from "../../../assembly/core/baggage/key";
import { Selection } from "../../../assembly/core/baggage/selection";
import { bytes } from "../given";

const HIDDEN = [
  "%61ppver-a",
  "appver%2Da",
  "+appver-a",
  "%20appver-a",
  "%09+%0Aappver-a+",
  "\u00a0appver-a\u00a0",
  "%C2%A0appver-a%E3%80%80",
  "\u0001appver-a\u007f",
  "version%20",
  "Appver-A",
  "VERSION",
  "%41PPver-%42",
  "pic%E2%84%AA",
  "+version",
];

const OTHERS = [
  "userId",
  "",
  "+",
  "%20",
  "%2561ppver-a",
  "pic%E2%84%AB",
  "pic%E2%84",
  "x-appver-a",
  "version-",
  "v%65rsio",
  "-appver-a",
];

describe("isTagKey", () => {
  test("sees the tag that an app would", () => {
    const selection = new Selection([utf8("version"), utf8("pick")], [utf8("appver")]);
    expect(isTagKey(bytes("appver-a"), 0, 8, selection)).toBe(true);
    expect(isTagKey(bytes("version"), 0, 7, selection)).toBe(true);
    for (let i = 0; i < HIDDEN.length; ++i) {
      const given = bytes("<" + HIDDEN[i] + ">");
      expect(isTagKey(given, 1, given.length - 1, selection)).toBe(true, HIDDEN[i]);
    }
    for (let i = 0; i < OTHERS.length; ++i) {
      const given = bytes("<" + OTHERS[i] + ">");
      expect(isTagKey(given, 1, given.length - 1, selection)).toBe(false, OTHERS[i]);
    }
  });
});
