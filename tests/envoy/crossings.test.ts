import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { CASE_NAMES, CASES } from "../../bench/cases.ts";
import { Envoy } from "../../lab/envoy.ts";
import { CROSSINGS } from "../cost/crossings.ts";
import { send } from "./client.ts";
import { logged } from "./logged.ts";
import { everybody, rulesFile } from "./plugin.ts";
import { Upstream } from "./upstream.ts";

/** Calls in either direction, by name, in a log of Envoy's. */
function callsIn(log: string): Record<string, number> {
  const calls: Record<string, number> = {};
  for (const [, name] of log.matchAll(/\[(?:host->vm\] |vm->host\] env\.)(\w+)\(/g))
    calls[name!] = (calls[name!] ?? 0) + 1;
  return calls;
}

/** Of such a log the part of each proxy_on_configure; the threads of Envoy write theirs side by side. */
function configurationsIn(log: string): string[] {
  const threads = new Set([...log.matchAll(/\[(\d+)\]\[trace\]/g)].map(([, thread]) => thread));
  return [...threads].flatMap((thread) => {
    const lines = log.split("\n").filter((line) => line.includes(`[${thread}][trace]`));
    return lines
      .join("\n")
      .split(/\[host->vm\] proxy_on_configure\(/)
      .slice(1);
  });
}

describe("calls between the real Envoy and the filter", () => {
  let upstream: Upstream;
  let envoy: Envoy;

  before(async () => {
    upstream = await Upstream.start();
  });
  after(() => upstream?.stop());

  const traced = async (config: string, test: () => Promise<void>) => {
    envoy = await Envoy.start(config, upstream.ports);
    try {
      await envoy.logCrossings();
      await test();
    } finally {
      await envoy.stop();
    }
  };

  it("for a request are those of the emulated host", () =>
    traced("gateway.yaml", async () => {
      for (const name of CASE_NAMES) {
        const request = () => send(envoy.url("gateway"), Object.entries(CASES[name]));
        const log = await logged(envoy, request, /\[host<-vm\] proxy_on_request_headers/);
        assert.deepEqual(callsIn(log), CROSSINGS[name], name);
      }
    }));

  it("for an update ask after the one before, and the one that has ended and is then forgotten", () =>
    traced("mesh.yaml", async () => {
      for (let i = 1; i <= 6; ++i) {
        const update = () => envoy.update("hash-tagging.yaml", rulesFile(everybody("appver-a", `v${i}`)));
        const log = await logged(envoy, update, /\[host<-vm\] proxy_on_configure/);
        const asked = configurationsIn(log).map((part) => callsIn(part)["proxy_set_effective_context"] ?? 0);
        assert.equal(Math.max(...asked), 2 * Math.min(i, 2), `update ${i}: ${asked}`);
      }
    }));
});
