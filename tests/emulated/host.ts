import { randomFillSync } from "node:crypto";
import { instantiateSync } from "@assemblyscript/loader";
import { SharedData } from "./shared-data.ts";
import { BAD_ARGUMENT, NOT_FOUND, OK, UNIMPLEMENTED } from "./status.ts";

export { BAD_ARGUMENT, CAS_MISMATCH, NOT_FOUND, OK, UNIMPLEMENTED } from "./status.ts";

const PLUGIN_CONFIGURATION = 7;
const RESPONSE_HEADERS = 2;
const SHOWN_TO_NATIVE = ["plugin_name", "source\0address"];

/** What the filter exports, by proxy-wasm ABI 0.2.1. */
interface Filter extends Record<string, unknown> {
  memory: WebAssembly.Memory;
  proxy_on_memory_allocate(size: number): number;
  proxy_on_context_create(context: number, parent: number): void;
  proxy_on_configure(context: number, size: number): number;
  proxy_on_request_headers(context: number, headers: number, endOfStream: number): number;
  proxy_on_response_headers?(context: number, headers: number, endOfStream: number): number;
  proxy_on_tick?(context: number): void;
}

/** A response that the module has the host give, in the place of the upstream's. */
export interface LocalResponse {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** One header line as the host holds it: name in lower case, value raw. */
export type Line = [name: string, value: Buffer];

/** Stands between the module and a function of the host. `call` does what the host would have done. */
export type Tamper = (name: string, args: number[], call: () => number) => number;

/**
 * A proxy-wasm host as small as the filter needs it, that behaves as Envoy does (first value of a name, replace for
 * all of them, "host" for :authority) and counts every crossing between the two. `fail` makes host calls of a name return another status.
 */
export class Host {
  readonly logs: { level: number; text: string }[] = [];
  readonly counters = new Map<string, number>();
  /** Crossings by name since `crossings.clear()`: calls of the host's functions and of the filter's. */
  readonly crossings = new Map<string, number>();
  readonly fail = new Map<string, number>();
  /** Sees every call of the host's functions, for faults that a status alone does not make. */
  tamper: Tamper = (_name, _args, call) => call();
  /** What proxy_get_property gives, by path with NUL between its parts; plugin_name is given to `configure`. */
  readonly properties = new Map<string, Buffer>();
  /** With it, no claim and no property is shown but the client's address, as on a dynamic module of Envoy. */
  isNative = false;
  /** The clock, in nanoseconds. */
  now = 1_700_000_000_000_000_000n;
  readonly exports: Filter;
  readonly gauges = new Map<string, bigint>();
  /** What the module has answered the latest request itself. */
  response: LocalResponse | undefined;
  private readonly metrics: string[] = [];
  private configuration = Buffer.alloc(0);
  private pluginName = "";
  private lines: Line[] = [];
  private answer: Line[] = [];
  /** Of each stream, the properties that the module gave it. */
  private readonly streamProperties = new Map<number, Map<string, Buffer>>();
  private nextContext = 1;
  private readonly contexts = new Set<number>();
  /** The plugin of each stream. */
  private readonly parents = new Map<number, number>();
  /** The plugin that the present call into the module is about, and its stream. */
  private current = 0;
  private stream = 0;
  /** How many milliseconds lie between two ticks of a plugin; none for one that does not tick. */
  readonly tickPeriods = new Map<number, number>();

  /** Hosts with the same shared data are the VMs of one proxy. */
  constructor(
    wasm: Buffer | WebAssembly.Module,
    readonly shared = new SharedData(),
    others: Record<string, object> = {},
  ) {
    const imports = { env: this.imports(), wasi_snapshot_preview1: this.wasi(), ...others };
    const filter = instantiateSync<Filter>(wasm, imports).exports;
    this.exports = this.counted(filter) as Filter;
  }

  /** Opens a plugin with this configuration, as a start or an update does; returns its context. */
  configure(text: string | Buffer, pluginName = "test"): number {
    const context = this.open(0);
    this.reconfigure(context, text, pluginName);
    return context;
  }

  reconfigure(context: number, text: string | Buffer, pluginName = "test"): void {
    this.contexts.add(context);
    this.current = context;
    this.configuration = Buffer.from(text);
    this.pluginName = pluginName;
    if (this.exports.proxy_on_configure(context, this.configuration.length) !== 1) {
      throw new Error("proxy_on_configure refused");
    }
  }

  openStream(plugin: number): number {
    return this.open(plugin);
  }

  /** Shows request headers to the filter as the stream's; returns the lines that go on to the upstream. */
  headers(stream: number, lines: Line[]): Line[] {
    this.lines = lines;
    this.current = this.parents.get(stream) ?? 0;
    this.stream = stream;
    this.response = undefined;
    const action = this.exports.proxy_on_request_headers(stream, lines.length, 1);
    if (action !== (this.response === undefined ? 0 : 1)) throw new Error(`action ${action}`);
    return this.response === undefined ? this.lines : [];
  }

  /**
   * Shows the headers of the answer to the filter as the stream's; returns the lines that go on to the client. Envoy shows no
   * header of the request any more then.
   */
  answerOf(stream: number, lines: Line[] = []): Line[] {
    this.lines = [];
    this.answer = lines;
    this.current = this.parents.get(stream) ?? 0;
    this.stream = stream;
    const status = this.exports.proxy_on_response_headers?.(stream, lines.length, 1) ?? 0;
    if (status !== 0) throw new Error("not Continue");
    return this.answer;
  }

  /** Ends a plugin or a stream. The module is not told. */
  close(context: number): void {
    this.contexts.delete(context);
    this.parents.delete(context);
    this.streamProperties.delete(context);
  }

  /** Time goes on by `milliseconds`: each open plugin whose period fits into them ticks, once. */
  pass(milliseconds: number): void {
    this.now += BigInt(milliseconds) * 1_000_000n;
    for (const [plugin, period] of [...this.tickPeriods]) {
      if (period > milliseconds || !this.contexts.has(plugin)) continue;
      this.current = plugin;
      this.exports.proxy_on_tick?.(plugin);
    }
  }

  /** One whole request, as Envoy plays it. */
  request(plugin: number, lines: Line[]): Line[] {
    const stream = this.openStream(plugin);
    const upstream = this.headers(stream, lines);
    this.close(stream);
    return upstream;
  }

  /** Opens a context: a plugin with parent 0, else a stream of the plugin `parent`. */
  open(parent: number, context = this.nextContext++): number {
    this.contexts.add(context);
    this.streamProperties.delete(context);
    if (parent !== 0) this.parents.set(context, parent);
    this.exports.proxy_on_context_create(context, parent);
    return context;
  }

  private count(name: string): void {
    this.crossings.set(name, (this.crossings.get(name) ?? 0) + 1);
  }

  private counted(filter: Filter): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(filter).map(([name, member]) => {
        if (typeof member !== "function") return [name, member];
        const call = member as (...args: number[]) => number;
        return [name, (...args: number[]) => (this.count(name), call(...args))];
      }),
    );
  }

  bytes(at: number, size: number): Buffer {
    return Buffer.from(this.exports.memory.buffer, at, size);
  }

  private text(at: number, size: number): string {
    return this.bytes(at, size).toString();
  }

  /** Changes the lines of the request, or of the answer. */
  private change(map: number, edit: (lines: Line[]) => Line[]): number {
    if (map === RESPONSE_HEADERS) this.answer = edit(this.answer);
    else this.lines = edit(this.lines);
    return OK;
  }

  /** Asked for "host", Envoy has :authority. */
  private headerName(at: number, size: number): string {
    const name = this.text(at, size);
    return name === "host" ? ":authority" : name;
  }

  /** The 32 bits at an address. */
  read(at: number): number {
    return new DataView(this.exports.memory.buffer).getUint32(at, true);
  }

  store(at: number, value: number): void {
    new DataView(this.exports.memory.buffer).setUint32(at, value, true);
  }

  /** Hands a value over the way every host does: asks for room, copies, stores address and size. */
  private give(value: Buffer, at: number, sizeAt: number): number {
    const room = value.length === 0 ? 0 : this.exports.proxy_on_memory_allocate(value.length);
    if (value.length > 0 && room === 0) return BAD_ARGUMENT;
    value.copy(this.bytes(room, value.length));
    this.store(at, room);
    this.store(sizeAt, value.length);
    return OK;
  }

  private imports(): Record<string, (...args: never[]) => number> {
    const functions: Record<string, (...args: number[]) => number> = {
      proxy_log: (level, at, size) => {
        this.logs.push({ level: level!, text: this.text(at!, size!) });
        return OK;
      },
      proxy_get_buffer_bytes: (buffer, _start, _max, at, sizeAt) =>
        buffer === PLUGIN_CONFIGURATION ? this.give(this.configuration, at!, sizeAt!) : BAD_ARGUMENT,
      proxy_get_property: (at, size, valueAt, sizeAt) => {
        const path = this.text(at!, size!);
        if (this.isNative && !SHOWN_TO_NATIVE.includes(path)) return UNIMPLEMENTED;
        const value =
          path === "plugin_name"
            ? Buffer.from(this.pluginName)
            : (this.streamProperties.get(this.stream)?.get(path) ?? this.properties.get(path));
        return value === undefined ? NOT_FOUND : this.give(value, valueAt!, sizeAt!);
      },
      proxy_set_property: (at, size, valueAt, valueSize) => {
        const properties = this.streamProperties.get(this.stream) ?? new Map<string, Buffer>();
        this.streamProperties.set(this.stream, properties);
        properties.set(this.text(at!, size!), Buffer.from(this.bytes(valueAt!, valueSize!)));
        return OK;
      },
      proxy_get_header_map_value: (_map, at, size, valueAt, sizeAt) => {
        const name = this.headerName(at!, size!);
        const line = this.lines.find(([other]) => other === name);
        return line ? this.give(line[1], valueAt!, sizeAt!) : NOT_FOUND;
      },
      proxy_get_header_map_pairs: (_map, at, sizeAt) => this.give(pairsOf(this.lines), at!, sizeAt!),
      proxy_add_header_map_value: (map, at, size, valueAt, valueSize) => {
        const line: Line = [this.headerName(at!, size!), Buffer.from(this.bytes(valueAt!, valueSize!))];
        return this.change(map!, (lines) => [...lines, line]);
      },
      proxy_replace_header_map_value: (map, at, size, valueAt, valueSize) => {
        const line: Line = [this.headerName(at!, size!), Buffer.from(this.bytes(valueAt!, valueSize!))];
        return this.change(map!, (lines) => [...lines.filter(([other]) => other !== line[0]), line]);
      },
      proxy_remove_header_map_value: (map, at, size) => {
        const name = this.headerName(at!, size!);
        return this.change(map!, (lines) => lines.filter(([other]) => other !== name));
      },
      proxy_define_metric: (_type, at, size, idAt) => {
        const name = this.text(at!, size!);
        if (!this.metrics.includes(name)) this.metrics.push(name);
        this.store(idAt!, this.metrics.indexOf(name) + 1);
        return OK;
      },
      proxy_increment_metric: (id, offset) => {
        const name = this.metrics[id! - 1];
        if (name === undefined) return BAD_ARGUMENT;
        this.counters.set(name, (this.counters.get(name) ?? 0) + Number(offset));
        return OK;
      },
      proxy_send_local_response: (status, _details, _detailsSize, at, size, headersAt) => {
        const headers = Object.fromEntries(linesIn(this.exports.memory.buffer, headersAt!));
        this.response = { status: status!, headers, body: Buffer.from(this.bytes(at!, size!)) };
        return OK;
      },
      proxy_record_metric: (id, value) => {
        const name = this.metrics[id! - 1];
        if (name === undefined) return BAD_ARGUMENT;
        this.gauges.set(name, BigInt(value!));
        return OK;
      },
      proxy_get_shared_data: (at, size, valueAt, sizeAt, casAt) => {
        const value = this.shared.get(this.bytes(at!, size!).toString("latin1"));
        if (value === undefined) return NOT_FOUND;
        this.store(casAt!, value.cas);
        return this.give(value.bytes, valueAt!, sizeAt!);
      },
      proxy_set_shared_data: (at, size, valueAt, valueSize, cas) => {
        const value = Buffer.from(this.bytes(valueAt!, valueSize!));
        return this.shared.set(this.bytes(at!, size!).toString("latin1"), value, cas! >>> 0);
      },
      proxy_set_effective_context: (context) => (this.contexts.has(context!) ? OK : BAD_ARGUMENT),
      proxy_get_current_time_nanoseconds: (at) => {
        new DataView(this.exports.memory.buffer).setBigUint64(at!, this.now, true);
        return OK;
      },
      proxy_set_tick_period_milliseconds: (period) => {
        if (period === 0) this.tickPeriods.delete(this.current);
        else this.tickPeriods.set(this.current, period!);
        return OK;
      },
    };
    return this.watched(functions);
  }

  private wasi(): Record<string, (...args: never[]) => number> {
    return this.watched({ random_get: (at, size) => (randomFillSync(this.bytes(at!, size!)), OK) });
  }

  private watched(functions: Record<string, (...args: number[]) => number>) {
    return Object.fromEntries(
      Object.entries(functions).map(([name, call]) => [
        name,
        (...args: number[]) => {
          this.count(name);
          return this.tamper(name, args, () => this.fail.get(name) ?? call(...args));
        },
      ]),
    );
  }
}

/** The header lines at an address. */
function linesIn(memory: ArrayBuffer, address: number): [name: string, value: string][] {
  const view = new DataView(memory);
  let at = address + 4 + 8 * view.getUint32(address, true);
  return Array.from({ length: view.getUint32(address, true) }, (_, i) => {
    const [name, value] = [4, 8].map((offset) => {
      const size = view.getUint32(address + offset + 8 * i, true);
      const text = Buffer.from(memory, at, size).toString("latin1");
      at += size + 1;
      return text;
    });
    return [name!, value!];
  });
}

/** Header lines as the ABI writes them: their number, the lengths of each, then names and values, each with a NUL. */
function pairsOf(lines: Line[]): Buffer {
  if (lines.length === 0) return Buffer.alloc(0);
  const head = 4 + 8 * lines.length;
  const size = lines.reduce((sum, [name, value]) => sum + name.length + value.length + 2, head);
  const pairs = Buffer.alloc(size);
  pairs.writeUInt32LE(lines.length);
  let at = head;
  lines.forEach(([name, value], i) => {
    pairs.writeUInt32LE(name.length, 4 + 8 * i);
    pairs.writeUInt32LE(value.length, 8 + 8 * i);
    pairs.write(name, at, "latin1");
    value.copy(pairs, at + name.length + 1);
    at += name.length + value.length + 2;
  });
  return pairs;
}
