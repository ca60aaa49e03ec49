import { join } from "node:path";
import { readManifests, type KubernetesObject } from "../../lab/istio/kubernetes.ts";
import type { Mesh } from "../../lab/istio/mesh.ts";
import { EXAMPLES, startMesh } from "../istio/start.ts";
import { many } from "./tally.ts";
import { type Headers, led, wayOf } from "./ways.ts";

/** How many each scenario is shown with. */
export const REQUESTS = 10_000;
/** The request header in which clients name a lane, … */
export const LANE = "x-asm-prefer-tag";
/** … and the one in which the gateway does. */
export const TAG = "appver-lane";

/** The versions of mocka, mockb and mockc in each lane. */
export type Lanes = Record<"s1" | "s2" | "s3", string>;
/** The article's expected output. */
export const LOOSE: Lanes = { s1: "v1 v1 v1", s2: "v2 v1 v2", s3: "v3 v3 v1" };
export const STRICT: Lanes = { s1: "v1 v1 v1", s2: "v2 v2 v2", s3: "v3 v3 v3" };

/** What clients ask for, … */
export const ASKED: Headers[] = [{ [LANE]: "s1" }, { [LANE]: "s2" }, { [LANE]: "s3" }, { [LANE]: "s9" }, {}];
/** … and the ways that these requests are to go. */
export const waysOf = ({ s1, s2, s3 }: Lanes): string[] => [s1, s2, s3, s1, s1];

export const example = (path: string): KubernetesObject[] =>
  readManifests(join(EXAMPLES, "traffic-lanes", path));

/** The example's apps in a running mesh. */
export class RunningLanes {
  private constructor(readonly mesh: Mesh) {}

  /** With the apps, and what is in these files and folders of the example, one after the other. */
  static async start(...paths: string[]): Promise<RunningLanes> {
    const mesh = await startMesh(async (mesh) => {
      for (const path of ["apps", ...paths]) await mesh.apply(...example(path));
    });
    return new RunningLanes(mesh);
  }

  /** The ways of `count` requests: of each of `requests` in its turn. */
  ways(requests: Headers[], count: number): Promise<string[]> {
    return many(count, (i) => wayOf(this.mesh, requests[i % requests.length]!));
  }

  /** Resolves when each of the requests goes its way, and every proxy has its configuration. */
  lead(requests: Headers[], ways: string[]): Promise<void> {
    return led(this.mesh, requests, ways);
  }
}
