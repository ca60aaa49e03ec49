import { NO_TIME, secondOf } from "../../../assembly/core/text/rfc3339";

const DAY: i64 = 86400;

describe("secondOf", () => {
  test("counts from 1970 on, in any offset", () => {
    expect(secondOf("1970-01-01T00:00:00Z")).toBe(0);
    expect(secondOf("2026-12-01T09:00:00Z")).toBe(1796115600);
    expect(secondOf("2026-12-01t09:00:00z")).toBe(1796115600);
    expect(secondOf("2026-12-01T11:00:00+02:00")).toBe(1796115600);
    expect(secondOf("2026-11-30T19:30:00-13:30")).toBe(1796115600);
    expect(secondOf("2026-12-01T09:00:00-00:00")).toBe(1796115600);
    expect(secondOf("2000-02-29T00:00:00Z")).toBe(951782400);
    expect(secondOf("2000-03-01T00:00:00Z") - secondOf("2000-02-28T00:00:00Z")).toBe(2 * DAY);
    expect(secondOf("2100-03-01T00:00:00Z") - secondOf("2100-02-28T00:00:00Z")).toBe(DAY);
    expect(secondOf("2105-12-31T23:59:59Z")).toBe(4291747199);
    expect(secondOf("2105-12-31T23:59:59-23:59")).toBe(4291833539);
  });

  test("is the first whole second that is not before a fraction", () => {
    expect(secondOf("1970-01-01T00:00:01.0Z")).toBe(1);
    expect(secondOf("1970-01-01T00:00:01.000Z")).toBe(1);
    expect(secondOf("1970-01-01T00:00:01.001+00:00")).toBe(2);
    expect(secondOf("1970-01-01T00:00:01.9999999999999999999Z")).toBe(2);
  });

  test("takes a leap second for the one after it, at the end of a day of UTC only", () => {
    expect(secondOf("2016-12-31T23:59:60Z")).toBe(1483228800);
    expect(secondOf("2017-01-01T00:59:60+01:00")).toBe(1483228800);
    expect(secondOf("2016-12-31T23:58:60Z")).toBe(NO_TIME);
    expect(secondOf("2016-12-31T23:59:60+01:00")).toBe(NO_TIME);
  });

  test("takes nothing else", () => {
    const texts = [
      "",
      "Z",
      "2026",
      "2026-12-01",
      "2026-12-01T09:00Z",
      "2026-12-01T09:00:00",
      "2026-12-01 09:00:00Z",
      "2026-12-01T09:00:00.Z",
      "2026-12-01T09:00:00,5Z",
      "2026-12-01T09:00:00Z ",
      " 2026-12-01T09:00:00Z",
      "2026-12-01T09:00:00+0200",
      "2026-12-01T09:00:00+02:00Z",
      "2026-12-01T09:00:00+02:60",
      "2026-12-01T09:00:00+24:00",
      "2026-12-01T09:00:00*02:00",
      "2026-12-01T09:00:00+02-00",
      "2026-12-01T09:00:00+x2:00",
      "2026-12-01T09:00:00+02:x0",
      "2026-00-01T09:00:00Z",
      "2026-13-01T09:00:00Z",
      "2026-12-00T09:00:00Z",
      "2026-12-32T09:00:00Z",
      "2026-11-31T09:00:00Z",
      "2026-02-29T09:00:00Z",
      "2100-02-29T09:00:00Z",
      "2024-02-30T09:00:00Z",
      "2026-12-01T24:00:00Z",
      "2026-12-01T09:60:00Z",
      "2026-12-01T09:00:61Z",
      "2026-12-01T0x:00:00Z",
      "2026/12-01T09:00:00Z",
      "2026-12/01T09:00:00Z",
      "2026-12-01X09:00:00Z",
      "2026-12-01T09.00:00Z",
      "2026-12-01T09:00.00Z",
      "1969-12-31T23:59:59Z",
      "1970-01-01T00:00:00+00:01",
      "2106-01-01T00:00:00Z",
      "-026-12-01T09:00:00Z",
      "2o26-12-01T09:00:00Z",
    ];
    for (let i = 0; i < texts.length; ++i) expect(secondOf(texts[i])).toBe(NO_TIME, texts[i]);
  });
});
