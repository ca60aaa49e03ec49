import { join } from "node:path";
import type { HttpFilter } from "./gateway.ts";
import { JOB } from "./cases.ts";
import { buildByHand, buildPeer, type Peer } from "./peers.ts";

/** The filter as it is built. */
export const FILTER = join(import.meta.dirname, "..", "build", "hash-tagging.wasm");
const NATIVE = join(import.meta.dirname, "..", "build", "libhash_tagging.so");
const TYPE = "type.googleapis.com/envoy.extensions.filters.http";

/** One way to do the three-rule job, or, for "none" and "empty", not to. */
export interface Variant {
  name: string;
  /** What the gateway runs: one filter, or none at all. */
  filters: HttpFilter[];
  /** The file of the filter; none for "none". */
  file: string | null;
  /** Whether it does the job. */
  tags: boolean;
}

/** All variants, those to build built; the first is the gateway without a filter, which the others are added to. */
export async function allVariants(): Promise<Variant[]> {
  const peer = async (name: Peer, tags = true): Promise<Variant> => {
    const file = await buildPeer(name);
    return { name, filters: [wasm(file)], file, tags };
  };
  return [
    NONE,
    await peer("empty", false),
    hashTagging(FILTER),
    lua(join(import.meta.dirname, "peers", "lua", "hash-tagging.lua")),
    await peer("rust"),
    await peer("assemblyscript-sdk"),
    await peer("go"),
    ...(await nativeVariants()),
  ];
}

/** Of them, those that are dynamic modules of Envoy. */
export async function nativeVariants(): Promise<Variant[]> {
  return [dynamic("native", NATIVE), dynamic("native by hand", await buildByHand())];
}

export const HASH_TAGGING = "hash-tagging";

/** The gateway without a filter. */
export const NONE: Variant = { name: "none", filters: [], file: null, tags: false };

export function hashTagging(file: string, name = HASH_TAGGING): Variant {
  return { name, filters: [wasm(file, JOB)], file, tags: true };
}

function lua(file: string): Variant {
  const filter = { "@type": `${TYPE}.lua.v3.Lua`, default_source_code: { filename: file } };
  return { name: "lua", filters: [{ name: "lua", typed_config: filter }], file, tags: true };
}

/** A dynamic module, from the file. */
function dynamic(name: string, file: string): Variant {
  const filter = {
    "@type": `${TYPE}.dynamic_modules.v3.DynamicModuleFilter`,
    dynamic_module_config: { module: { local: { filename: file } } },
    filter_name: "hash-tagging",
    filter_config: { "@type": "type.googleapis.com/google.protobuf.StringValue", value: JOB },
  };
  return { name, filters: [{ name: "native", typed_config: filter }], file, tags: true };
}

/** A wasm filter in a VM of its own, or in the one that it shares with the filters of the same `vm`. */
export function wasm(file: string, configuration = "", vm = "bench"): HttpFilter {
  const code = { local: { filename: file } };
  return {
    name: "wasm",
    typed_config: {
      "@type": `${TYPE}.wasm.v3.Wasm`,
      config: {
        name: "hash-tagging",
        root_id: "hash-tagging",
        vm_config: { vm_id: vm, runtime: "envoy.wasm.runtime.v8", code },
        configuration: { "@type": "type.googleapis.com/google.protobuf.StringValue", value: configuration },
      },
    },
  };
}

/** `copies` of some filters in a row, which cost `copies` times what one adds. */
export function stacked(filters: HttpFilter[], copies: number): HttpFilter[] {
  return Array.from({ length: copies }, (_, i) => filters.map((filter) => numbered(filter, i))).flat();
}

/** Envoy's own filter that sets some headers of a request and removes others. */
export function edit(set: Record<string, string>, removed: string[] = []): HttpFilter {
  const mutations = Object.entries(set).map(([key, value]) => ({
    append: { header: { key, value }, append_action: "OVERWRITE_IF_EXISTS_OR_ADD" },
  }));
  return {
    name: "edit",
    typed_config: {
      "@type": `${TYPE}.header_mutation.v3.HeaderMutation`,
      mutations: { request_mutations: [...mutations, ...removed.map((remove) => ({ remove }))] },
    },
  };
}

function numbered({ name, typed_config }: HttpFilter, number: number): HttpFilter {
  return { name: `${name}-${number}`, typed_config };
}
