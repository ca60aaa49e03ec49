export * from "@gcoredev/proxy-wasm-sdk-as/assembly/proxy";
import {
  Context,
  FilterHeadersStatusValues,
  registerRootContext,
  RootContext,
  stream_context,
} from "@gcoredev/proxy-wasm-sdk-as/assembly";

const MODULO: u32 = 100;

class Rule {
  constructor(
    readonly tagHeader: string,
    readonly range: u32,
    readonly tagValue: string,
  ) {}
}

const RULES = [
  new Rule("appver-a", 10, "v2"),
  new Rule("appver-b", 10, "v2"),
  new Rule("appver-c", 50, "v3"),
];

class HashTaggingRoot extends RootContext {
  createContext(id: u32): Context {
    return new HashTagging(id, this);
  }
}

class HashTagging extends Context {
  onRequestHeaders(count: u32, endOfStream: bool): FilterHeadersStatusValues {
    const headers = stream_context.headers.request;
    const value = Uint8Array.wrap(String.UTF8.encode(headers.get("x-user-id")));
    const bucket = value.length > 0 ? fnv1a32(value) % MODULO : MODULO;
    for (let i = 0; i < RULES.length; ++i) {
      const rule = RULES[i];
      if (bucket < rule.range) headers.replace(rule.tagHeader, rule.tagValue);
      else headers.remove(rule.tagHeader);
    }
    return FilterHeadersStatusValues.Continue;
  }
}

function fnv1a32(bytes: Uint8Array): u32 {
  let hash: u32 = 0x811c9dc5;
  for (let i = 0; i < bytes.length; ++i) hash = (hash ^ unchecked(bytes[i])) * 0x01000193;
  return hash;
}

registerRootContext((id: u32) => new HashTaggingRoot(id), "hash-tagging");
