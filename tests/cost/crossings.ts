import type { Case } from "../../bench/cases.ts";

/** Every call that one request of the three-rule job takes between host and filter, in either direction, by its name. */
export const CROSSINGS: Record<Case, Record<string, number>> = {
  tagged: crossings({ get: 1, given: 1, replace: 3 }),
  untagged: crossings({ get: 4, given: 1 }),
  missing: crossings({ get: 4 }),
  forged: crossings({ get: 2, given: 2, remove: 3 }),
};

export interface Calls {
  /** Header reads, one by one. */
  get?: number;
  /** Reads of all headers at once. */
  all?: number;
  /** Values that the host has handed over. */
  given?: number;
  replace?: number;
  remove?: number;
}

/** These calls under the ABI's names, with those that every request takes. */
export function crossings({ get, all, given, replace, remove }: Calls): Record<string, number> {
  const calls = {
    proxy_on_context_create: 1,
    proxy_on_request_headers: 1,
    proxy_get_header_map_value: get,
    proxy_get_header_map_pairs: all,
    proxy_on_memory_allocate: given,
    proxy_replace_header_map_value: replace,
    proxy_remove_header_map_value: remove,
  };
  return Object.fromEntries(
    Object.entries(calls).flatMap(([name, times]) => (times === undefined ? [] : [[name, times]])),
  );
}
