// A host that says OK, and hands over what cannot be true.
import { Host, OK } from "./host.ts";

/** Where each function writes the address and the length of what it hands over, by argument. */
export const RETURNS = {
  proxy_get_header_map_value: [3, 4],
  proxy_get_header_map_pairs: [1, 2],
  proxy_get_property: [2, 3],
  proxy_get_buffer_bytes: [3, 4],
  proxy_get_shared_data: [2, 3],
} as const;
export type Function = keyof typeof RETURNS;

/** Spoils the address and the length of a value, or the value itself. */
export type Lie = (host: Host, at: number, sizeAt: number) => void;

export const LIES: Record<string, Lie> = {
  "a length beyond the room it asked for": (host, _at, sizeAt) => host.store(sizeAt, host.read(sizeAt) + 1),
  "a length of 16 MiB": (host, _at, sizeAt) => host.store(sizeAt, 16 << 20),
  "a length of 2^31": (host, _at, sizeAt) => host.store(sizeAt, 0x8000_0000),
  "a length of 2^32 - 1": (host, _at, sizeAt) => host.store(sizeAt, 0xffff_ffff),
  "address 0": (host, at) => host.store(at, 0),
  "an address inside the room": (host, at) => host.store(at, host.read(at) + 1),
  "an address beyond the memory": (host, at) => host.store(at, 0xffff_fff0),
};

/** From now on the host lies in each call of the function for a header that `isMeant` takes. */
export function lie(
  host: Host,
  name: Function,
  lie: Lie,
  isMeant: (header: string) => boolean = () => true,
): void {
  const [at, sizeAt] = RETURNS[name];
  host.tamper = (called, args, call) => {
    const status = call();
    const header = called === "proxy_get_header_map_value" ? host.bytes(args[1]!, args[2]!).toString() : "";
    if (called === name && status === OK && isMeant(header)) lie(host, args[at]!, args[sizeAt]!);
    return status;
  };
}

/** From now on the function returns OK and does nothing else. */
export function keepSilent(host: Host, name: Function): void {
  host.tamper = (called, _args, call) => (called === name ? OK : call());
}
