import { reasonName } from "../../../assembly/core/plan/reason-name";
import { Reason } from "../../../assembly/core/plan/request";

describe("the word for a reason", () => {
  test("is another one for each", () => {
    const names: string[] = [];
    for (let reason = Reason.NotAsked; reasonName(reason).length > 0; ++reason) {
      expect(names.includes(reasonName(reason))).toBe(false, reasonName(reason));
      names.push(reasonName(reason));
    }
    expect(names.includes(reasonName(Reason.Override))).toBe(true);
    expect(names.length).toBeLessThanOrEqual(16);
  });
});
