// The floor of every wasm filter: what Envoy spends to call a module that does nothing.
export function proxy_abi_version_0_2_1(): void {}

/** Envoy loads no module without it; this one never asks for anything, so it is never called. */
export function proxy_on_memory_allocate(size: usize): usize {
  return 0;
}

export function proxy_on_request_headers(context: u32, count: u32, endOfStream: u32): u32 {
  return 0;
}
