import { sidecars, gateway as tagging } from "../manifest/deployment.js";
import type { BuiltDigest } from "../manifest/module.js";
import type { Options } from "../manifest/options.js";
import { Mistake } from "../mistake.js";
import { toYaml } from "../yaml/to-yaml.js";
import { inWave, manifestInWave } from "./annotate.js";
import type { Platform } from "./platforms.js";
import type { Release } from "./release.js";
import { rulesAt } from "./rules.js";
import type { State } from "./states.js";
import { WAVES, waveOf } from "./waves.js";

/** Where the modules are, and how they run: what `manifest` can be asked, less what the release says. */
export interface Modules {
  readonly tagging: Options;
  readonly propagation?: Options;
  readonly built: BuiltDigest;
}

/** What the kustomization of a folder says that it is. */
export const STEP = "hash-tagging/step";
export const RELEASE = "hash-tagging/release";
export const KUSTOMIZATION = "kustomization.yaml";

/** The files of a state, by name, in the order in which they are applied; the last is the kustomization. */
export function folderOf(
  release: Release,
  state: State,
  platform: Platform,
  modules: Modules,
): Map<string, string> {
  const documents = new Map<string, string[]>();
  const add = (wave: number, name: string, ...texts: string[]) => {
    const file = `${wave}-${name}.yaml`;
    documents.set(file, [...(documents.get(file) ?? []), ...texts]);
  };
  if (release.carry !== "apps") add(WAVES.first, "carry", ...carrying(release, platform, modules));
  for (const app of release.apps) {
    const objects = platform.destinations(release, app).map((object) => inWave(object, WAVES.first));
    add(WAVES.first, "destinations", ...objects);
  }
  const [guard, ...plugins] = taggingAt(release, state, platform, modules);
  add(WAVES.first, "guard", ...manifestInWave(guard!, WAVES.first));
  for (const app of release.apps) {
    const wave = waveOf(release, app, state);
    add(wave, "routes", inWave(platform.route(release, app, state), wave));
  }
  add(WAVES.tags, "tags", ...plugins.flatMap((plugin) => manifestInWave(plugin, WAVES.tags)));
  const files = [...documents].sort(([one], [other]) => (one < other ? -1 : 1));
  return new Map([
    ...files.map(([name, texts]) => [name, texts.join("---\n")] as const),
    [
      KUSTOMIZATION,
      kustomization(
        release,
        state,
        files.map(([name]) => name),
      ),
    ],
  ]);
}

function taggingAt(release: Release, state: State, platform: Platform, modules: Modules): string[] {
  const options = {
    ...modules.tagging,
    ...platform.place(release.gateway),
    name: `hash-tagging-${release.name}`,
  };
  const config = JSON.stringify(rulesAt(release, state));
  return platform
    .manifest(
      tagging,
      options,
      modules.built,
    )(config)
    .split(/^---\n/m);
}

/** The manifests of what carries the tags from hop to hop. */
function carrying(release: Release, platform: Platform, { propagation, built }: Modules): string[] {
  if (!platform.hasSidecars) {
    throw new Mistake(`carry: ${release.carry}: there are no sidecars here; write carry: apps`);
  }
  if (propagation === undefined) {
    throw new Mistake(
      "--propagation-url is missing: say where the module for sidecars is, oci://REGISTRY/header-propagation:TAG",
    );
  }
  const headers = release.tags.map(({ header }) => header);
  const config = release.carry === "baggage" ? { headers } : { headers, correlate: "x-request-id" };
  const options = {
    ...propagation,
    namespace: release.namespace,
    name: `header-propagation-${release.name}`,
  };
  const text = platform.manifest(sidecars, options, built)(JSON.stringify(config));
  return manifestInWave(text, WAVES.first);
}

function kustomization({ name }: Release, { folder, number }: State, resources: readonly string[]): string {
  const annotations = { [RELEASE]: name, [STEP]: String(number) };
  return toYaml({
    apiVersion: "kustomize.config.k8s.io/v1beta1",
    kind: "Kustomization",
    metadata: { name: `${name}-${folder}`, annotations },
    sortOptions: { order: "fifo" }, // else by kind
    resources,
  });
}
