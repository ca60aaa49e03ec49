// What each user gets while the objects of one state take the places of another's, one at a time: by the rules and routes
// that are written, all the way from one state to the other.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Rules } from "../../lib/core.ts";
import { identity, type KubernetesObject } from "../../lab/istio/kubernetes.ts";
import type { App } from "../../lib/release/release.ts";
import type { State } from "../../lib/release/states.ts";
import { objectsOf, read, RELEASES } from "./files.ts";

interface Route {
  match?: { headers: Record<string, { exact: string }> }[];
  route: { destination: { subset: string } }[];
}
interface Routes extends KubernetesObject {
  spec: { http: Route[] };
}
interface Plugin extends KubernetesObject {
  spec: { pluginConfig: object };
}
type World = Map<string, KubernetesObject>;

const USERS = [
  ...Array.from({ length: 300 }, (_, i) => ({ "x-user-id": `user-${i}` })),
  { "x-user-id": "u-17" },
  { "x-user-id": "u-18" },
  { cookie: "user=tester", "x-user-id": "u-1" },
  ...["iwantsit", "v3", "huari"].map((value) => ({ "x-canary": value, "x-user-id": "user-3" })),
  ...["s2", "s3", "s9"].map((value) => ({ "x-lane": value })),
  {},
];
const world = (objects: KubernetesObject[]): World => new Map(objects.map((each) => [identity(each), each]));
const ofKind = (objects: World, kind: string) => [...objects.values()].filter((each) => each.kind === kind);

/** The versions of each user, of the apps in order. */
function seenIn(objects: World, apps: readonly App[]): string[] {
  const [plugin] = ofKind(objects, "WasmPlugin") as Plugin[];
  const rules = Rules.parse(JSON.stringify(plugin!.spec.pluginConfig));
  assert.deepEqual(rules.errors, []);
  const routes = ofKind(objects, "VirtualService") as Routes[];
  const http = apps.map((app) => routes.find(({ metadata }) => metadata.name === app.name)!.spec.http);
  return USERS.map((request) => {
    const tags = rules.tags(request);
    const holds = ({ match = [{ headers: {} }] }: Route) =>
      match.some(({ headers }) => Object.entries(headers).every(([name, { exact }]) => tags[name] === exact));
    return http.map((each) => each.find(holds)?.route[0]!.destination.subset ?? "404").join(" ");
  });
}

/** How many users see, at some moment on the way, what they see in neither state. */
function wrongOnTheWay(from: KubernetesObject[], to: KubernetesObject[], apps: readonly App[]): number {
  const objects = world(from);
  const [before, after] = [seenIn(objects, apps), seenIn(world(to), apps)];
  let wrong = 0;
  for (const object of to) {
    objects.set(identity(object), object);
    wrong += seenIn(objects, apps).filter((seen, i) => seen !== before[i] && seen !== after[i]).length;
  }
  return wrong;
}

for (const [title, source] of Object.entries(RELEASES)) {
  describe(`a release of ${title}`, () => {
    const { release, states } = read(source);
    const objects = states.map((state) => objectsOf(release, state));
    const last = states.filter(({ isEnd }) => !isEnd).length - 1;
    const isWay = (from: State, to: State) =>
      from.isEnd === to.isEnd || states[last] === (from.isEnd ? to : from);

    test("leads nobody astray between any two steps, forward or back", () => {
      let ways = 0;
      for (const [i, from] of states.entries()) {
        for (const [j, to] of states.entries()) {
          if (i === j || !isWay(from, to)) continue;
          assert.equal(
            wrongOnTheWay(objects[i]!, objects[j]!, release.apps),
            0,
            `${from.folder} → ${to.folder}`,
          );
          ++ways;
        }
      }
      assert.ok(ways >= states.length);
    });

    test("has the same names, guard and reserved headers in all states", () => {
      const fixed = (all: KubernetesObject[]) => [
        all.map(identity).sort(),
        all.filter(({ kind }) => kind === "EnvoyFilter" || kind === "DestinationRule"),
        (
          ofKind(world(all), "WasmPlugin") as (Plugin & { spec: { pluginConfig: { reserve: string[] } } })[]
        ).map(({ spec }) => spec.pluginConfig.reserve),
      ];
      for (const each of objects) assert.deepEqual(fixed(each), fixed(objects[0]!));
    });
  });
}

test("the way of what is done from the step before it would lead astray: the command line refuses it", () => {
  const { release, states } = read(RELEASES["two that belong together, done at once"]!);
  const [before, end] = [states.at(-3)!, states.at(-1)!].map((state) => objectsOf(release, state));
  assert.ok(wrongOnTheWay(before!, end!, release.apps) > 0);
});

test("in the order of the waves turned round, users would be led astray", () => {
  const { release, states } = read(RELEASES["two that belong together, done at once"]!);
  const [before, done] = [states.at(-3)!, states.at(-2)!].map((state) => objectsOf(release, state));
  assert.ok(wrongOnTheWay(before!, done!.reverse(), release.apps) > 0);
});
