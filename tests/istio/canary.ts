// The users of the mixed canary on a running mesh, and what they get.
import assert from "node:assert/strict";
import { join } from "node:path";
import { readManifests } from "../../lab/istio/kubernetes.ts";
import { chainOf } from "../../lab/istio/visit.ts";
import { until } from "../../lab/until.ts";
import type { Expected } from "../releases/expected.ts";
import { EXAMPLE } from "./start.ts";

export const THOUSAND = Array.from({ length: 1000 }, (_, i) => `user-${i}`);
export const FORGED = { "appver-a": "v2", "appver-b": "v2", "appver-c": "v3" };
const WORKERS = 16;
export const APPS = ["1-baseline", "2-canary-a-b", "3-canary-c"].flatMap((step) =>
  readManifests(join(EXAMPLE, "apps", `${step}.yaml`)),
);

/** Holds that each of a thousand users has what the release says, and counts them. */
export async function holdThousand(expected: Expected, step: number, url: string): Promise<string> {
  const counts = new Map<string, number>();
  const work = async (worker: number) => {
    for (let i = worker; i < THOUSAND.length; i += WORKERS) {
      const chain = await chainOf(url, { "x-user-id": THOUSAND[i]! });
      assert.equal(chain, expected.chain(step, THOUSAND[i]!), THOUSAND[i]);
      counts.set(chain, (counts.get(chain) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, (_, worker) => work(worker)));
  return [...counts].map(([chain, count]) => `${count} ${chain}`).join(", ");
}

/** Waits until the step is in effect at a gateway, for all whom it concerns, forgers as well. */
export async function inEffect(expected: Expected, step: number, url: string): Promise<void> {
  const users = ["0001", "0003", "0005", ...THOUSAND.slice(0, 20)];
  const requests = users.flatMap((user) => [{ "x-user-id": user }, { "x-user-id": user, ...FORGED }]);
  await until(`step ${step} to be in effect`, async () => {
    const chains = await Promise.all(requests.map((request) => chainOf(url, request).catch(String)));
    return chains.every((chain, i) => chain === expected.chain(step, requests[i]!["x-user-id"]));
  });
}

/**
 * Whether each app's version is that of the one step or of the other: it is in whatever order the files come. That versions which
 * belong together change together takes the order, file by file.
 */
export function isOfEither(
  expected: Expected,
  steps: readonly number[],
  user: string,
  chain: string,
): boolean {
  const chains = steps.map((step) => expected.chain(step, user).split(" "));
  const versions = chain.split(" ");
  return (
    versions.length === chains[0]!.length &&
    versions.every((version, app) => chains.some((each) => each[app] === version))
  );
}
