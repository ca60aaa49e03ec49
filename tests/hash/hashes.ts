import { instantiateSync } from "@assemblyscript/loader";
import { compile } from "../compile.ts";

/** A BucketHash or a string inside the module. */
type Pointer = number;

/** What tests/unit/hashes.ts exports. 64 bits are signed there, and 32 too. */
interface Exports extends Record<string, unknown> {
  memory: WebAssembly.Memory;
  roomAt(): Pointer;
  bucketOf(hash: Pointer, length: number): number;
  repeat(hash: Pointer, length: number, times: number): number;
  plain(modulo: number): Pointer;
  salted(salt: Pointer, modulo: number): Pointer;
  unleash(groupId: Pointer, seed: number, modulo: number): Pointer;
  split(seed: number): Pointer;
  flagd(flagKey: Pointer, modulo: number): Pointer;
  growthBook1(seed: Pointer): Pointer;
  growthBook2(seed: Pointer): Pointer;
  launchDarkly(prefix: Pointer): Pointer;
  goFeatureFlag(flag: Pointer, modulo: number): Pointer;
  envoy(seed: bigint, modulo: number): Pointer;
  higress(): Pointer;
  fmix(hash: number): number;
  fnv1a(prefix: Pointer, length: number): number;
  murmur3(seed: number, prefix: Pointer, length: number): number;
  xxh64(seed: bigint, length: number): bigint;
  sha1(prefix: Pointer, length: number): bigint;
  sha256(prefix: Pointer, length: number): bigint;
  launchDarklyShare(value: bigint): number;
}

const module = instantiateSync<Exports>(await compile('export * from "./tests/unit/hashes";')).exports;
const { __newString: text, __pin, __unpin, __collect } = module;

const ROOM = 1 << 16;
const encoder = new TextEncoder();
let room = new Uint8Array();

/** Puts an id where the module reads it; returns its length. */
function put(id: string | Uint8Array): number {
  if (room.buffer !== module.memory.buffer)
    room = new Uint8Array(module.memory.buffer, module.roomAt(), ROOM);
  if (typeof id === "string") return encoder.encodeInto(id, room).written;
  room.set(id);
  return id.length;
}

const unsigned = (bits: bigint) => BigInt.asUintN(64, bits);

/** An engine's buckets, as the core makes them of ids. */
export class Buckets {
  private readonly hash: Pointer;

  constructor(hash: Pointer) {
    this.hash = __pin(hash);
  }

  of(id: string | Uint8Array): number {
    return module.bucketOf(this.hash, put(id)) >>> 0;
  }

  /** Nanoseconds for one id, over `times` of them. */
  time(id: string, times: number): number {
    const length = put(id);
    const began = performance.now();
    module.repeat(this.hash, length, times);
    return ((performance.now() - began) * 1e6) / times;
  }

  /** The module has no collector that runs by itself. */
  free(): void {
    __unpin(this.hash);
  }
}

export const ROLLOUT_SEED = 0;
export const VARIANT_SEED = 86028157;

export const engines = {
  plain: (modulo: number) => new Buckets(module.plain(modulo)),
  salted: (salt: string, modulo: number) => new Buckets(module.salted(text(salt), modulo)),
  unleash: (groupId: string, seed: number, modulo: number) =>
    new Buckets(module.unleash(text(groupId), seed, modulo)),
  split: (seed: number) => new Buckets(module.split(seed)),
  flagd: (flagKey: string, modulo: number) => new Buckets(module.flagd(text(flagKey), modulo)),
  growthBook1: (seed: string) => new Buckets(module.growthBook1(text(seed))),
  growthBook2: (seed: string) => new Buckets(module.growthBook2(text(seed))),
  launchDarkly: (key: string, salt: string) => new Buckets(module.launchDarkly(text(`${key}.${salt}`))),
  launchDarklySeed: (seed: number) => new Buckets(module.launchDarkly(text(String(seed)))),
  goFeatureFlag: (flag: string, modulo: number) => new Buckets(module.goFeatureFlag(text(flag), modulo)),
  envoy: (seed: bigint, modulo: number) => new Buckets(module.envoy(seed, modulo)),
  higress: () => new Buckets(module.higress()),
};

type Bytes = string | Uint8Array;

/** The algorithms, before a modulo hides most of their bits. */
export const algorithms = {
  fmix32: (hash: number) => module.fmix(hash) >>> 0,
  fnv1a32: (prefix: string, id: Bytes) => module.fnv1a(text(prefix), put(id)) >>> 0,
  murmur3: (seed: number, prefix: string, id: Bytes) => module.murmur3(seed, text(prefix), put(id)) >>> 0,
  xxhash64: (seed: bigint, id: Bytes) => unsigned(module.xxh64(seed, put(id))),
  sha1: (prefix: string, id: Bytes) => unsigned(module.sha1(text(prefix), put(id))),
  sha256: (prefix: string, id: Bytes) => unsigned(module.sha256(text(prefix), put(id))),
  launchDarklyShare: (value: bigint) => module.launchDarklyShare(value),
};

/** Frees what was made and let go. */
export const collect = __collect;
