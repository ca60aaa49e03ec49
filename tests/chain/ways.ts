import type { TestContext } from "node:test";
import type { Mesh } from "../../lab/istio/mesh.ts";
import { visit } from "../../lab/istio/visit.ts";
import { until } from "../../lab/until.ts";
import { GATEWAY } from "../istio/start.ts";
import { assertWays, many, way } from "./tally.ts";

/** By name. */
export type Headers = Record<string, string>;

/** So many requests are waited for, one by one, before all are made. */
const FIRST = 40;

/** The way of a request to the gateway, or to another pod. */
export async function wayOf(mesh: Mesh, headers: Headers, pod = GATEWAY): Promise<string> {
  return way(await visit(mesh.pod(pod).spec.url, headers));
}

/** Resolves when each of these requests goes its way, and every proxy has its configuration. One that fails does not yet. */
export async function led(mesh: Mesh, requests: readonly Headers[], ways: readonly string[]): Promise<void> {
  for (const [i, request] of requests.entries()) {
    let last: unknown;
    const goes = async () => (last = await wayOf(mesh, request).catch(String)) === ways[i];
    await until(() => `${JSON.stringify(request)} to go ${ways[i]}, and not ${last}`, goes);
  }
  await mesh.controlPlane.settled();
}

/** Asserts that each of these requests comes to go its way. */
export async function assertLed(
  t: TestContext,
  what: string,
  mesh: Mesh,
  requests: readonly Headers[],
  ways: string[],
): Promise<void> {
  await led(mesh, requests.slice(0, FIRST), ways);
  assertWays(t, what, await many(requests.length, (n) => wayOf(mesh, requests[n]!)), ways);
}
