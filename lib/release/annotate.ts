import * as yaml from "js-yaml";
import { toYaml } from "../yaml/to-yaml.js";

interface Named {
  readonly metadata: object;
}

/** An object as one YAML document, which Argo CD applies in this wave; `comment` stands above it. */
export function inWave(object: object, wave: number, comment = ""): string {
  const annotations = { "argocd.argoproj.io/sync-wave": String(wave) };
  const { metadata } = object as Named;
  return comment + toYaml({ ...object, metadata: { ...metadata, annotations } });
}

/** The documents of a manifest, each with what is written above it, in a wave. */
export function manifestInWave(manifest: string, wave: number): string[] {
  return manifest.split(/^---\n/m).map((document) => {
    const [comment = ""] = /^(?:#.*\n)*/.exec(document)!;
    return inWave(yaml.load(document, { schema: yaml.CORE_SCHEMA }) as object, wave, comment);
  });
}
