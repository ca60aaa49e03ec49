// Traps of the native module in the real Envoy: the request passes, the next one is served, and Envoy lives.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Envoy } from "../../lab/envoy.ts";
import { native } from "../../lab/native.ts";
import { until } from "../../lab/until.ts";
import { Upstream } from "../envoy/upstream.ts";
import { FAULTS, faultyModule } from "./faulty.ts";
import { assertSame, memoryOf } from "./memory.ts";
import { tagOf } from "./tag.ts";

const TIMES = 10;
/** By fault, the number of the trap that is logged. */
const TRAPS: Record<(typeof FAULTS)[number], number> = {
  unreachable: 5,
  recursion: 7,
  outside: 1,
  grow: 5,
  divide: 3,
  late: 5,
};

describe("a trap in the real Envoy", () => {
  let upstream: Upstream;
  let envoy: Envoy;
  const trapped = (trap: number) => [...envoy.log.matchAll(new RegExp(`bug: trap ${trap};`, "g"))].length;

  before(async () => {
    const faulty = await faultyModule();
    upstream = await Upstream.start();
    envoy = await Envoy.start("mesh.yaml", upstream.ports, (text) => native(text, faulty));
  });
  after(async () => {
    await envoy?.stop();
    upstream?.stop();
  });

  for (const fault of FAULTS) {
    it(`of ${fault}: the request passes, the next one is tagged, and it is logged`, async () => {
      const before = trapped(TRAPS[fault]);
      for (let i = 0; i < TIMES; ++i) {
        assert.equal(await tagOf(envoy, ["x-fault", fault]), fault === "late" ? "v2" : "forged");
        assert.equal(await tagOf(envoy), "v2");
      }
      await until("each to be logged", async () => trapped(TRAPS[fault]) >= before + TIMES);
      assert.equal(trapped(TRAPS[fault]), before + TIMES);
    });
  }

  it("of any kind leaves no memory behind", async () => {
    const round = async () => {
      for (const fault of FAULTS) await tagOf(envoy, ["x-fault", fault]);
    };
    for (let i = 0; i < TIMES; ++i) await round();
    const before = memoryOf(envoy);
    for (let i = 0; i < 5 * TIMES; ++i) await round();
    assertSame(memoryOf(envoy), before);
  });
});
