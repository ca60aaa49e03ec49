// What the native module calls of the real Envoy: what the wasm module does, one for the worker, and one for the route.
import assert from "node:assert/strict";
import { join } from "node:path";
import { it } from "node:test";
import { type Case, CASE_NAMES, CASES } from "../../bench/cases.ts";
import { Envoy } from "../../lab/envoy.ts";
import { native } from "../../lab/native.ts";
import { until } from "../../lab/until.ts";
import { CROSSINGS } from "../cost/crossings.ts";
import { send } from "../envoy/client.ts";
import { Upstream } from "../envoy/upstream.ts";
import { compileModule } from "./player.ts";

const FIRST = "http_filter_get_worker_index";

function expected(name: Case): Record<string, number> {
  const {
    proxy_get_header_map_value: get = 0,
    proxy_replace_header_map_value: replaced = 0,
    proxy_remove_header_map_value: removed = 0,
  } = CROSSINGS[name];
  const written = replaced + removed;
  const calls = {
    http_get_header: get,
    http_set_header: written,
    http_clear_route_cache: written > 0 ? 1 : 0,
  };
  return { [FIRST]: 1, ...Object.fromEntries(Object.entries(calls).filter(([, times]) => times > 0)) };
}

/** The calls of each request, by name; those of the last one may not be there in whole. */
function requestsIn(log: string): Record<string, number>[] {
  const requests: Record<string, number>[] = [];
  for (const [, name = ""] of log.matchAll(/calls (\w+)$/gm)) {
    if (name === FIRST) requests.push({});
    const calls = requests.at(-1)!;
    calls[name] = (calls[name] ?? 0) + 1;
  }
  return requests;
}

it("a request calls the real Envoy as often as the emulated host", async () => {
  const said = compileModule("said", ["-include", join(import.meta.dirname, "host/said.h")]);
  const upstream = await Upstream.start();
  const edit = (text: string) => native(text, said);
  const envoy = await Envoy.start("gateway.yaml", upstream.ports, edit, 1);
  try {
    for (const name of [...CASE_NAMES, "tagged"] as const) {
      await send(envoy.url("gateway"), Object.entries(CASES[name]));
    }
    await until("the last request", async () => requestsIn(envoy.log).length > CASE_NAMES.length);
    assert.deepEqual(requestsIn(envoy.log).slice(0, -1), CASE_NAMES.map(expected));
  } finally {
    await envoy.stop();
    upstream.stop();
  }
});
