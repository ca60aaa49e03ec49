import { join } from "node:path";
import { choice, type Options } from "../../lib/manifest/options.js";
import { Mistake } from "../../lib/mistake.js";
import { folderOf, KUSTOMIZATION, type Modules } from "../../lib/release/folder.js";
import { planText } from "../../lib/release/plan-text.js";
import { planOf } from "../../lib/release/plan.js";
import { PLATFORM_NAMES, PLATFORMS } from "../../lib/release/platforms.js";
import type { Release } from "../../lib/release/release.js";
import { releaseIn } from "../../lib/release/release-text.js";
import { type State, statesOf } from "../../lib/release/states.js";
import { backFrom, refuseWay, stateNamed } from "../../lib/release/way.js";
import { nameOf, readText } from "../files/config-file.js";
import { builtDigest } from "../files/digest.js";
import { heldBy, writeStep } from "../files/step-folder.js";
import { write } from "../files/streams.js";
import { verb } from "../usage/verb.js";
import { proposeFrom } from "./release-from.js";
import { RELEASE_OPTIONS } from "./release-options.js";

/** Writes the manifests of a release, step by step. */
export const release = verb({
  name: "release",
  summary:
    "write all manifests of a release, step by step, from one short file; or say who moves at each step",
  usage: [
    "RELEASE.yaml",
    "RELEASE.yaml --step STEP --url URL [-o FOLDER]",
    "RELEASE.yaml --rollback --url URL -o FOLDER",
    "--from FOLDER",
  ],
  about:
    "Reads a release (docs/release.md), checks it by the code that the gateway will run, and writes a step of it, with " +
    "tags, guard and routes; as many steps as wanted may be applied at once, forward or back. A step that takes users " +
    "out of a version is refused unless the file says mayShrink.",
  options: RELEASE_OPTIONS,
  async run({ values, positionals }, streams) {
    if (values.from !== undefined) return proposeFrom(values.from, positionals, streams);
    const [file, ...more] = positionals;
    if (file === undefined)
      throw new Mistake("RELEASE.yaml is missing: name a file, or - for standard input");
    if (more.length > 0) throw new Mistake(`${more[0]}: a second release; give one`);
    const it = releaseIn(nameOf(file), await readText(file, streams.stdin));
    const { step, rollback, output: folder } = values;
    if (values.plan || (step === undefined && !rollback)) return write(streams.stdout, planText(planOf(it)));
    const platform = PLATFORMS[choice("--platform", values.platform, PLATFORM_NAMES)];
    const files = (state: State) => folderOf(it, state, platform, modulesIn(values));
    const states = statesOf(it);
    if (step === "all") {
      if (folder === undefined) throw new Mistake("--step all: several folders; say where, -o FOLDER");
      for (const state of states) {
        await writeStep(join(folder, state.folder), files(state), values.force === true, streams);
      }
      return write(streams.stderr, `${folder}: ${states.map((state) => state.folder).join(", ")}\n`);
    }
    const current = folder === undefined ? undefined : await currentIn(folder, it, states);
    const state = rollback
      ? back(states, step, current)
      : stateNamed(states, step!, nextIn(step, folder, current));
    if (!rollback) refuseWay(states, current, state);
    const written = files(state);
    if (folder === undefined) {
      const documents = [...written].filter(([name]) => name !== KUSTOMIZATION).map(([, text]) => text);
      return write(streams.stdout, documents.join("---\n"));
    }
    await writeStep(folder, written, values.force === true, streams);
    const rest = rollback && state.number > 1 ? "; when it is in effect, --rollback once more" : "";
    return write(streams.stderr, `${folder}: ${state.folder}${rest}\n`);
  },
});

function nextIn(step: string | undefined, folder: string | undefined, current: State | undefined) {
  if (step === "next" && folder === undefined) throw new Mistake("--step next: after which? Give -o FOLDER");
  return current;
}

function back(states: readonly State[], step: string | undefined, current: State | undefined): State {
  const from = step === undefined ? current : stateNamed(states, step, current);
  if (from === undefined) throw new Mistake("--rollback: from which step? Give -o FOLDER, or --step");
  return backFrom(states, from);
}

/** The state that a folder holds; undefined where it holds none. */
async function currentIn(
  folder: string,
  { name }: Release,
  states: readonly State[],
): Promise<State | undefined> {
  const held = await heldBy(folder);
  if (held === undefined) return undefined;
  if (held.release !== name)
    throw new Mistake(`${folder}: holds the release ${held.release}; write to another folder`);
  const state = states[held.step - 1];
  if (state === undefined)
    throw new Mistake(`${folder}: holds step ${held.step}, which the file has not; write its steps back`);
  return state;
}

function modulesIn(values: { readonly [name: string]: string | boolean | undefined } & Options): Modules {
  const shared = pick(values, "image-pull-policy", "image-pull-secret", "fail-strategy");
  const url = values["propagation-url"];
  return {
    tagging: { ...shared, ...pick(values, "url", "sha256", "phase") },
    ...(typeof url === "string" && { propagation: { ...shared, url } }),
    built: builtDigest,
  };
}

function pick(values: Options, ...names: (keyof Options)[]): Options {
  return Object.fromEntries(
    names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])),
  );
}
