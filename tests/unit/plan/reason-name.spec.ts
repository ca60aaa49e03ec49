import { reasonName } from "../../../assembly/core/plan/reason-name";
import { Reason } from "../../../assembly/core/plan/request";

describe("the word for a reason", () => {
  test("is another one for each", () => {
    const names: string[] = [];
    for (let reason = Reason.NotAsked; reason <= Reason.Pin; ++reason) {
      expect(names.includes(reasonName(reason))).toBe(false, reasonName(reason));
      names.push(reasonName(reason));
    }
    expect(names[names.length - 1]).toBe("pin");
  });
});
