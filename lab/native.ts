import { load } from "js-yaml";

const EXTENSIONS = "envoy.extensions.filters.http";
const WASM = `${EXTENSIONS}.wasm.v3.Wasm`;
const NATIVE = `${EXTENSIONS}.dynamic_modules.v3.DynamicModuleFilter`;
const type = (name: string) => `type.googleapis.com/${name}`;
const BUILT = "build/hash-tagging.wasm";

/** What `make native` builds. */
export const NATIVE_MODULE = "build/libhash_tagging.so";

/** With NATIVE set, every Envoy of the lab runs the native module in the place of the wasm module. */
export const isNative = Boolean(process.env["NATIVE"]);

interface WasmSettings {
  "@type": string;
  config: { name: string; configuration: object; vm_config: { code?: object } };
}

/** A file of Envoy's, with the native module, or another one, in each wasm filter that runs the built module. */
export function native(text: string, module = NATIVE_MODULE): string {
  if (!text.includes(WASM)) return text;
  const head = /^(#.*\n)*/.exec(text)![0];
  return head + JSON.stringify(replaced(load(text), module)); // which is YAML too, and has no escapes that Envoy misreads
}

/** The native module's log, as the wasm module's would be. */
export function asWasmLog(log: string): string {
  return log.replaceAll("[dynamic_modules]", "[wasm]");
}

/** Discovery may also send a native filter where it may send a wasm filter. */
function replaced(node: unknown, module: string): unknown {
  if (Array.isArray(node))
    return node.includes(type(WASM)) ? [...node, type(NATIVE)] : node.map((item) => replaced(item, module));
  if (node === null || typeof node !== "object") return node;
  if (isBuiltFilter(node)) return nativeSettings(node, module);
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, replaced(value, module)]));
}

function isBuiltFilter(node: object): node is WasmSettings {
  return (node as WasmSettings)["@type"]?.endsWith(WASM) && JSON.stringify(node).includes(BUILT);
}

function nativeSettings({ config }: WasmSettings, module: string): object {
  return {
    "@type": type(NATIVE),
    dynamic_module_config: {
      module: { local: { filename: module } },
      metrics_namespace: "wasmcustom", // the one that the wasm module's counters have
    },
    filter_name: config.name,
    filter_config: config.configuration,
  };
}
