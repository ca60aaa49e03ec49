import { compileString } from "assemblyscript/asc";

/** Enough of proxy-wasm for Envoy to load it and hand it a request; then it traps. */
const SOURCE = `
export function proxy_abi_version_0_2_1(): void {}
export function proxy_on_memory_allocate(size: usize): usize { return heap.alloc(size); }
export function proxy_on_context_create(id: u32, parent: u32): void {}
export function proxy_on_configure(id: u32, size: u32): u32 { return 1; }
export function proxy_on_request_headers(id: u32, headers: u32, end: u32): u32 { unreachable(); return 0; }
`;

/** A module that dies of the first request, as a bug would make it. */
export async function trapModule(): Promise<Uint8Array> {
  const { binary, stderr, error } = await compileString(SOURCE, { runtime: "stub", use: ["abort="] });
  if (error !== null || binary === null) throw new Error(stderr.toString());
  return binary;
}
