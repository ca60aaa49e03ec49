import type { Node } from "../yaml/documents.js";
import { YamlConfiguration } from "../yaml/configuration.js";

/** What an author should know of an object that holds a configuration; `path` is from its top. */
export interface Advice {
  readonly id: string;
  readonly path: string;
  readonly message: string;
}

/** So long may an annotation be, in which `kubectl apply` keeps the whole object. */
const MOST_BYTES = 262_144;

/** What there is to say of the image at `path`, by its reference. */
export function adviceOnImage(path: string, url: unknown): Advice[] {
  const [, scheme = "oci", name = ""] = /^(?:(\w+):\/\/)?.*?([^/]*)$/.exec(String(url)) ?? [];
  if (scheme !== "oci" || /[:@]/.test(name)) return [];
  const message = "the image has neither tag nor digest; name one, or what it means is left to the registry";
  return [{ id: "loose-image", path, message }];
}

/** What there is to say of the size of an object. */
export function adviceOnSize(object: Node): Advice[] {
  const { length } = new TextEncoder().encode(new YamlConfiguration(object).json);
  if (length <= MOST_BYTES) return [];
  const fault = `${length} bytes; kubectl apply keeps a copy in an annotation, of at most ${MOST_BYTES}`;
  return [{ id: "large-object", path: "", message: `${fault}: apply it with --server-side` }];
}
