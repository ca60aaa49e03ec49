// How much the filter does for a request, exactly: the same on any machine, however busy.
import { CASE_NAMES, CASES, JOB, type Case } from "./cases.ts";
import { Host, type Line } from "../tests/emulated/host.ts";
import { BRANCHES, EXECUTION, instrumented } from "../tests/emulated/instrumented.ts";

/** What a module does for each request of the three-rule job: calls, turns of loops, returns, and conditions. */
export function workOf(wasm: Uint8Array): Record<Case, number> {
  let work = 0;
  const host = new Host(instrumented(wasm, [...EXECUTION, ...BRANCHES]), undefined, {
    work: { log_execution: () => ++work },
    "fuzzing-support": { "log-branch": (condition: number) => (++work, condition) },
  });
  const plugin = host.configure(JOB);
  const ofRequest = (name: Case): number => {
    const lines = Object.entries(CASES[name]).map(([name, value]): Line => [name, Buffer.from(value)]);
    host.request(plugin, lines); // the first after a configuration may do more
    work = 0;
    host.request(plugin, lines);
    return work;
  };
  return Object.fromEntries(CASE_NAMES.map((name) => [name, ofRequest(name)])) as Record<Case, number>;
}
