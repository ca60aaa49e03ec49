import { labelled } from "../../../assembly/core/metrics/name";

class Row {
  constructor(
    readonly value: string,
    readonly escaped: string,
  ) {}
}

const VALUES: Row[] = [
  new Row("app-a", "app-a"),
  new Row("AZaz09_-", "AZaz09_-"),
  new Row("v1.2.0", "v1.2.0"),
  new Row(".1.", "%2e1%2e"),
  new Row("1.x", "1%2ex"),
  new Row("x.1", "x%2e1"),
  new Row("istio-system.shop", "istio-system%2eshop"),
  new Row("a;.;b=.=c", "a%3b%2e%3bb%3d%2e%3dc"),
  new Row("100%", "100%25"),
  new Row('"\\\n', "%22%5c%0a"),
  new Row("@[`{/:", "%40%5b%60%7b%2f%3a"),
  new Row("é", "%c3%a9"),
];

describe("the name of a metric", () => {
  test("has its labels before it", () => {
    expect(labelled("requests", ["plugin", "shop", "rule", "a"])).toBe("plugin=.=shop;.;rule=.=a;.;requests");
    expect(labelled("requests", [])).toBe("requests");
  });

  test("leaves out a label without a value", () => {
    expect(labelled("requests", ["plugin", "", "rule", "a"])).toBe("rule=.=a;.;requests");
  });

  test("escapes what could end a label, begin one, or be taken for something else", () => {
    for (let i = 0; i < VALUES.length; ++i) {
      expect(labelled("", ["l", VALUES[i].value])).toBe("l=.=" + VALUES[i].escaped + ";.;");
    }
  });
});
