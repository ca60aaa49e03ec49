import type { Node } from "../yaml/documents.js";

/** What `path`, such as "spec.wasm[0].url", leads to in a document; undefined where it leads nowhere. */
export function at({ value }: Pick<Node, "value">, path: string): unknown {
  return path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce(step, value);
}

/** The field `name` of a mapping, or the item of a list. */
export function step(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value[Number(name)] as unknown;
  return value instanceof Map ? (value as Map<unknown, unknown>).get(name) : undefined;
}

/** The items that `path` leads to, each with its own path; none where it leads to no list. */
export function itemsAt(value: unknown, path: string): (readonly [item: unknown, path: string])[] {
  const list = at({ value }, path);
  return Array.isArray(list) ? list.map((item: unknown, i) => [item, `${path}[${i}]`] as const) : [];
}
