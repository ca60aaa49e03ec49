import { proxy_set_effective_context } from "./env";
import { BAD_ARGUMENT } from "./status";

/**
 * False once the host has ended the context `id`. `current` is the one that the host's present call is about. A host that
 * denies even that one is not believed.
 */
export function isOpen(id: u32, current: u32): bool {
  const status = proxy_set_effective_context(id); // the host can only act for a context that it has
  return proxy_set_effective_context(current) == BAD_ARGUMENT || status != BAD_ARGUMENT;
}
