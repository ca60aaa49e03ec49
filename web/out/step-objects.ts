import { folderOf, KUSTOMIZATION } from "../../lib/release/folder.js";
import { PLATFORM_NAMES, PLATFORMS } from "../../lib/release/platforms.js";
import { built, type Wanted } from "./wanted.ts";

const PROPAGATION = "oci://registry.example/header-propagation:0.1.0";

/** The objects of a step, for each platform. */
export const STEP_FORMS: readonly string[] = PLATFORM_NAMES.map((name) => `step: ${name}`);

/** What writes the objects of a step, in the order in which they are applied, as `hash-tagging release --step` does. */
export function stepObjects(form: string): (wanted: Wanted) => string {
  const platform = PLATFORMS[PLATFORM_NAMES[STEP_FORMS.indexOf(form)]!];
  return ({ of, url }) => {
    const { stepped, state } = of!;
    const modules = { tagging: { url }, propagation: { url: PROPAGATION }, built };
    const files = [...folderOf(stepped.release, state, platform, modules)];
    return files.flatMap(([name, text]) => (name === KUSTOMIZATION ? [] : [text])).join("---\n");
  };
}
