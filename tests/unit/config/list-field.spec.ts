import { itemsOf } from "../../../assembly/core/config/list-field";
import { Report } from "../../../assembly/core/config/report";
import { json } from "../given";

describe("itemsOf", () => {
  test("gives the items of a list that is not too long, and says what else is there", () => {
    const report = new Report();
    expect(itemsOf("p", json("[1,2]"), 2, report)!).toHaveLength(2);
    expect(itemsOf("p", null, 2, report) === null).toBe(true);
    expect(report.count).toBe(0);
    expect(itemsOf("p", json("[1,2,3]"), 2, report) === null).toBe(true);
    expect(itemsOf("p", json("7"), 2, report) === null).toBe(true);
    expect(report.lines()).toStrictEqual(["p: a list of 3; the most is 2", "p: 7 is not a list; write one"]);
    expect(report.errors.kept[0].id).toBe("list-length");
    expect(report.errors.kept[1].id).toBe("not-a-list");
  });
});
