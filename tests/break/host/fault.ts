// What a host can do wrong, generated from what a module imports: every function, in its first call, its second or all
// of them, with every status; and where it returns a value, with every wrong address and length.
import type { Host } from "../../emulated/host.ts";
import { NOT_FOUND, OK } from "../../emulated/status.ts";
import type { Reads } from "./oracle.ts";

/** Where each function writes what it returns: the arguments that are addresses of an address and of a length. */
const RETURNS: Record<string, { at?: number; size?: number; value?: number }> = {
  proxy_get_buffer_bytes: { at: 3, size: 4 },
  proxy_get_property: { at: 2, size: 3 },
  proxy_get_header_map_value: { at: 3, size: 4 },
  proxy_get_header_map_pairs: { at: 1, size: 2 },
  proxy_get_shared_data: { at: 2, size: 3, value: 4 },
  proxy_define_metric: { value: 3 },
  proxy_get_current_time_nanoseconds: { value: 0 },
};

const GARBAGE = 0xffff_ffff;
const STATUSES = [...Array.from({ length: 13 }, (_, status) => status), 13, 255, 0x8000_0000, GARBAGE];
const CALLS = [1, 2, "every"] as const;
const SIZES = [
  "true",
  0,
  1,
  3,
  65536,
  65537,
  1 << 20,
  1 << 24,
  (1 << 24) + 1,
  0x7fff_ffff,
  0x8000_0000,
  GARBAGE,
] as const;
const ADDRESSES = ["true", 0, 8, "end", GARBAGE] as const;
const FILLS = ["true", 0, 0xff] as const;

/** A host that says it has answered, and has not, leaves the client waiting; no module can tell. */
const NEVER_ENDS = "proxy_send_local_response";

export interface Fault {
  name: string;
  /** Which calls of the function, since the host was made. */
  nth: (typeof CALLS)[number];
  status: number;
  /** The host does all the same what it was asked for. */
  acts: boolean;
  size: (typeof SIZES)[number];
  address: (typeof ADDRESSES)[number];
  /** What the bytes of the value become. */
  fill: (typeof FILLS)[number];
}

/** All faults of a host with these functions. */
export function* faults(names: string[]): Generator<Fault> {
  const plain = { size: "true", address: "true", fill: "true" } as const;
  for (const name of names) {
    for (const nth of CALLS) {
      for (const status of STATUSES) {
        if (status === OK && name === NEVER_ENDS) continue;
        yield { name, nth, status, acts: false, ...plain };
        if (status !== OK) yield { name, nth, status, acts: true, ...plain };
      }
      if (RETURNS[name] === undefined) continue;
      for (const size of SIZES) {
        for (const address of ADDRESSES) {
          for (const fill of FILLS) {
            if (size === "true" && address === "true" && fill === "true") continue;
            yield { name, nth, status: OK, acts: true, size, address, fill };
          }
        }
      }
    }
  }
}

/** How far a fault went in the calls since `forget`. */
export interface Trace {
  /** A call was spoilt. */
  hit: boolean;
  /** Names of the headers that could not be written. */
  unwritten: Set<string>;
}

/** Makes `host` commit the fault from now on. */
export function commit(host: Host, fault: Fault, trace: Trace): void {
  let calls = 0;
  host.tamper = (name, args, call) => {
    if (name !== fault.name) return call();
    ++calls;
    if (fault.nth !== "every" && fault.nth !== calls) return call();
    trace.hit = true;
    if (/_header_map_value$/.test(name) && !name.startsWith("proxy_get")) {
      trace.unwritten.add(host.bytes(args[1]!, args[2]!).toString());
    }
    if (fault.acts) spoil(host, args, fault, call() === OK);
    if (fault.status !== OK) host.response = undefined; // who says that it has failed has not answered
    return fault.status;
  };
}

/** `given`: the host has handed over a value. */
function spoil(host: Host, args: number[], { name, size, address, fill }: Fault, given: boolean): void {
  const returns = RETURNS[name] ?? {};
  const to = (argument: number | undefined) => (argument === undefined ? undefined : args[argument]!);
  const [at, sizeAt, valueAt] = [to(returns.at), to(returns.size), to(returns.value)];
  if (at !== undefined && sizeAt !== undefined) {
    if (fill !== "true" && given) host.bytes(host.read(at), host.read(sizeAt)).fill(fill);
    if (size !== "true") host.store(sizeAt, size);
    if (address === "end") host.store(at, host.exports.memory.buffer.byteLength);
    else if (address !== "true") host.store(at, address);
  }
  if (valueAt !== undefined && size !== "true") host.store(valueAt, size);
}

/**
 * What a fault makes of the module's reads; `room` is the longest value that the host has asked room for. A host that
 * keeps within the rules cannot be caught at a lie: then all follows from what it said.
 */
export function readsUnder({ name, status, acts, size, fill }: Fault, room: number): Reads {
  const isLie = status === OK && acts && (fill !== "true" || (size !== "true" && size <= room));
  if (name === "proxy_get_header_map_value" && status === NOT_FOUND) return "denied";
  if (name === "proxy_get_header_map_pairs" && isLie) return "denied";
  return isLie ? "untrue" : "failed";
}
