// Release files that the tests share, and what is written for them.
import { parseManifests, type KubernetesObject } from "../../lab/istio/kubernetes.ts";
import { folderOf, KUSTOMIZATION } from "../../lib/release/folder.ts";
import { PLATFORMS } from "../../lib/release/platforms.ts";
import { releaseIn } from "../../lib/release/release-text.ts";
import type { Release } from "../../lib/release/release.ts";
import { type State, statesOf } from "../../lib/release/states.ts";

const HEAD = "release: winter\nkey: [{ header: x-user-id }]\ngateway: { name: ingressgateway }\n";

/** A release of these apps and steps, with `more` beside them. */
export const releaseFile = (apps: string, steps: string, more = "") =>
  `${HEAD}${more}apps:\n${indented(apps)}steps:\n${indented(steps)}`;
const indented = (lines: string) => lines.trim().replace(/^\s*/gm, "  ") + "\n";

/** Each says something else that a release can be. */
export const RELEASES: Record<string, string> = {
  "two at once, of which one is done": releaseFile(
    `app-a: { port: 8000, stable: v1, next: v2, entry: true }
     app-b: { port: 8000, stable: v1, next: v2 }
     app-c: { port: 8000, stable: v2, next: v3 }`,
    `- { app-a: 10%, app-b: same }
     - { app-c: 50% }
     - { app-c: done }
     - { app-a: 40%, app-b: same }`,
  ),
  "two that belong together, done at once": releaseFile(
    `app-a: { port: 8000, stable: v1, next: v2, entry: true }
     app-b: { port: 8000, stable: v1, next: v2 }`,
    `- { app-a: 10%, app-b: same }
     - { app-a: 60%, app-b: same }
     - { app-a: done, app-b: done }`,
  ),
  "one tag for two apps, first for testers": releaseFile(
    `frontend: { port: 8000, stable: v1, next: v2, tag: appver-weather, entry: true }
     forecast: { port: 8000, stable: v1, next: v2, tag: appver-weather }`,
    `- { frontend: testers }
     - { forecast: 10% }
     - { frontend: done }`,
    "testers: { ids: [u-17], match: [{ cookies: { user: { exact: tester } } }] }\n",
  ),
  "several next versions, and independent users": releaseFile(
    `app-a: { port: 8000, stable: v1, next: [v2, v3], entry: true }
     app-b: { port: 8000, stable: v1, next: v2, salt: other-users }`,
    `- { app-a: { v2: 5%, v3: 5% }, app-b: 20% }
     - { app-a: { v2: 30%, v3: 20% } }
     - { app-b: done }
     - { app-a: { v3: done } }`,
  ),
  "lanes, of which each app has its own or the stable one": releaseFile(
    `mocka: { port: 8000, stable: v1, entry: true }
     mockb: { port: 8000, stable: v1 }
     mockc: { port: 8000, stable: v1 }`,
    `- { s2: 20% }
     - { s3: 10% }
     - { s2: 30%, s3: same }
     - { s3: off, mayShrink: true }
     - { s2: done }`,
    "lanes: { s2: { mocka: v2, mockc: v2 }, s3: { mocka: v3, mockb: v3 } }\nlane: x-lane\n",
  ),
  "strict lanes, which nothing else serves": releaseFile(
    `mocka: { port: 8000, stable: v1, entry: true }
     mockb: { port: 8000, stable: v1 }`,
    `- { s2: testers }
     - { s2: 20%, s3: 10% }
     - { s3: off, mayShrink: true }
     - { s2: done }`,
    "lanes: { s2: { mocka: v2, mockb: v2 }, s3: { mocka: v3, mockb: v2 } }\nfallback: none\ntesters: { ids: [u-17] }\n",
  ),
  "testers of several kinds, of whom some stay": releaseFile(
    `app-a: { port: 8000, stable: v1, next: [v2, v3], entry: true }
     app-b: { port: 8000, stable: v1, next: v2 }`,
    `- { app-a: testers, app-b: testers }
     - { app-a: { v2: 10% }, app-b: 10% }
     - { app-a: { v2: 30%, v3: 5% } }
     - { app-a: { v2: done }, app-b: done }`,
    `testers:
  - { match: [{ headers: { x-canary: { in: ["v2", "iwantsit"] } } }] }
  - { match: [{ headers: { x-canary: { exact: "v3" } } }], ids: [u-17], to: v3 }
  - { match: [{ headers: { x-canary: { present: true } } }], ids: [u-18], to: stable }
`,
  ),
  "strict lanes that requests name": releaseFile(
    `mocka: { port: 8000, stable: v1, entry: true }
     mockb: { port: 8000, stable: v1 }`,
    `- { s2: testers }
     - { s3: testers, s2: 10% }
     - { s2: off, mayShrink: true }
     - { s3: done }`,
    `lanes: { s2: { mocka: v2, mockb: v2 }, s3: { mocka: v3, mockb: v2 } }
fallback: none
testers:
  - { match: [{ headers: { x-lane: { exact: s2 } } }], to: s2 }
  - { match: [{ headers: { x-lane: { exact: s3 } } }], to: s3 }
  - { ids: [u-18], to: stable }
`,
  ),
  "one that is taken back": releaseFile(
    "app-a: { port: 8000, stable: v1, next: v2, entry: true }",
    `- { app-a: 2.5% }
     - { app-a: off, mayShrink: true }
     - { app-a: 5‰ }`,
    "modulo: 1000\n",
  ),
};

/** What the examples name. */
export const MODULES = {
  tagging: { url: "oci://registry.example.com/hash-tagging:0.1.0" },
  propagation: { url: "oci://registry.example.com/header-propagation:0.1.0" },
  built: () => "0".repeat(64),
};

/** A release with its states. */
export function read(source: string): { release: Release; states: State[] } {
  const release = releaseIn("release.yaml", source);
  return { release, states: statesOf(release) };
}

/** The objects of a state in the order in which they are applied. */
export function objectsOf(
  release: Release,
  state: State,
  platform: keyof typeof PLATFORMS = "istio",
): KubernetesObject[] {
  const files = folderOf(release, state, PLATFORMS[platform], MODULES);
  return [...files].filter(([name]) => name !== KUSTOMIZATION).flatMap(([, text]) => parseManifests(text));
}
