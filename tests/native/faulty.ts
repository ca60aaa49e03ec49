import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { compileString } from "assemblyscript/asc";
import { compileModule, scratch } from "./player.ts";

/** What a module can do wrong, by what a request says in x-fault. */
export const FAULTS = ["unreachable", "recursion", "outside", "grow", "divide", "late"] as const;

/** Sets appver-a: v2, or dies of what x-fault says; "late" after the tag is set. */
const SOURCE = `
@external("env", "proxy_get_header_map_value") declare function get(map: u32, name: usize, size: u32, value: usize, valueSize: usize): u32;
@external("env", "proxy_replace_header_map_value") declare function set(map: u32, name: usize, size: u32, value: usize, valueSize: u32): u32;
const room = heap.alloc(1024);
const at = heap.alloc(8);
const fault = String.UTF8.encode("x-fault");
const tag = String.UTF8.encode("appver-a");
const v2 = String.UTF8.encode("v2");
let zero = 0;
function setTag(): void { set(0, changetype<usize>(tag), tag.byteLength, changetype<usize>(v2), v2.byteLength); }
function deeper(n: i32): i32 { return n + deeper(n + 1) + deeper(n + 2); }
export function proxy_on_memory_allocate(size: usize): usize { return size > 1024 ? 0 : room; }
export function proxy_on_context_create(id: u32, parent: u32): void {}
export function proxy_on_configure(id: u32, size: u32): u32 { return 1; }
export function proxy_on_tick(id: u32): void {}
export function proxy_on_request_headers(id: u32, headers: u32, end: u32): u32 {
  store<u32>(at, 0, 4);
  if (get(0, changetype<usize>(fault), fault.byteLength, at, at + 4) != 0) { setTag(); return 0; }
  const first = load<u8>(room);
  if (first == 0x75) unreachable();
  if (first == 0x72) return deeper(0);
  if (first == 0x6f) return load<u32>(0xfffffff0);
  if (first == 0x67) { while (memory.grow(64) >= 0) store<u8>((memory.size() << 16) - 1, 1); unreachable(); }
  if (first == 0x64) return 1 / zero;
  setTag();
  unreachable();
  return 0;
}
`;

/** That module, compiled with the shim. */
export async function faultyModule(flags: string[] = []): Promise<string> {
  const { binary, stderr } = await compileString(SOURCE, { runtime: "stub", use: ["abort="] });
  if (binary === null) throw new Error(stderr.toString());
  const wasm = join(scratch, "faulty.wasm");
  writeFileSync(wasm, binary);
  return compileModule("faulty", flags, wasm);
}
