/** What a proxy-wasm module exports; SDKs name the allocator `malloc` and want to be started. */
interface Exports {
  memory: WebAssembly.Memory;
  proxy_on_memory_allocate?(size: number): number;
  malloc?(size: number): number;
  _start?(): void;
  _initialize?(): void;
  proxy_on_context_create?(context: number, parent: number): void;
  proxy_on_vm_start?(context: number, size: number): number;
  proxy_on_configure?(context: number, size: number): number;
  proxy_on_request_headers(context: number, headers: number, endOfStream: number): number;
  proxy_on_done?(context: number): number;
  proxy_on_log?(context: number): void;
  proxy_on_delete?(context: number): void;
}

const OK = 0;
const NOT_FOUND = 1;
const ROOT = 1;
const PLUGIN_CONFIGURATION = 7;
const utf8 = new TextEncoder();

/**
 * A module in V8, in a host that does next to nothing: every request has the one header that modules read, or
 * none where `userId` is undefined, and what they set is not kept. What is left is the module's own work and the crossings, which cost little in V8 alone.
 */
export class Micro {
  private readonly exports: Exports;
  private next = ROOT + 1;

  constructor(wasm: Uint8Array<ArrayBuffer>, userId: string | undefined, configuration: string) {
    const values = {
      configuration: utf8.encode(configuration),
      root: utf8.encode("hash-tagging"),
      userId: userId === undefined ? undefined : utf8.encode(userId),
    };
    let memory = new DataView(new ArrayBuffer(0));
    const give = (value: Uint8Array, at: number, sizeAt: number): number => {
      const { exports } = this;
      const room = exports.proxy_on_memory_allocate?.(value.length) ?? exports.malloc!(value.length);
      if (memory.buffer !== exports.memory.buffer) memory = new DataView(exports.memory.buffer);
      for (let i = 0; i < value.length; ++i) memory.setUint8(room + i, value[i]!);
      memory.setUint32(at, room, true);
      memory.setUint32(sizeAt, value.length, true);
      return OK;
    };
    const lengthOfName = "x-user-id".length; // that of no tag header here
    const host: Record<string, (...args: number[]) => number> = {
      proxy_get_buffer_bytes: (buffer, _start, _size, at, sizeAt) =>
        buffer === PLUGIN_CONFIGURATION ? give(values.configuration, at!, sizeAt!) : NOT_FOUND,
      proxy_get_property: (_path, _size, at, sizeAt) => give(values.root, at!, sizeAt!),
      proxy_get_header_map_value: (_map, _name, size, at, sizeAt) =>
        size === lengthOfName && values.userId ? give(values.userId, at!, sizeAt!) : NOT_FOUND,
    };
    const module = new WebAssembly.Module(wasm);
    const imports: Record<string, Record<string, (...args: number[]) => number>> = {};
    for (const { module: from, name } of WebAssembly.Module.imports(module)) {
      (imports[from] ??= {})[name] = host[name] ?? (() => OK);
    }
    this.exports = new WebAssembly.Instance(module, imports).exports as unknown as Exports;
    (this.exports._start ?? this.exports._initialize)?.();
    this.exports.proxy_on_context_create?.(ROOT, 0);
    this.exports.proxy_on_vm_start?.(ROOT, 0);
    this.exports.proxy_on_configure?.(ROOT, values.configuration.length);
  }

  /** Size of the module's memory. */
  get bytes(): number {
    return this.exports.memory.buffer.byteLength;
  }

  /** Nanoseconds of one request, over `count` of them. */
  run(count: number): number {
    const { exports } = this;
    const began = performance.now();
    for (const end = this.next + count; this.next < end; ++this.next) {
      exports.proxy_on_context_create?.(this.next, ROOT);
      exports.proxy_on_request_headers(this.next, 1, 1);
      exports.proxy_on_done?.(this.next);
      exports.proxy_on_log?.(this.next);
      exports.proxy_on_delete?.(this.next);
    }
    return ((performance.now() - began) * 1e6) / count;
  }
}

const TURNS = 40;
const WARM_UP = 10_000;
const REQUESTS = 500;

/** What a request costs in each module, in ns: the least of many short turns, as all that disturbs one adds to it. */
export function inTurns<Name extends string>(modules: Record<Name, Micro>): Record<Name, number> {
  const names = Object.keys(modules) as Name[];
  for (const name of names) modules[name].run(WARM_UP);
  const least = Object.fromEntries(names.map((name) => [name, Infinity])) as Record<Name, number>;
  for (let turn = 0; turn < TURNS; ++turn) {
    for (const name of names) least[name] = Math.min(least[name], modules[name].run(REQUESTS));
  }
  return least;
}
