import { utf8 } from "../core/text/bytes";
import { requestFaults } from "./counter";
import { proxy_get_property, proxy_set_property } from "./env";
import { answered, prepare, received, RETURNED } from "./memory";
import { OK, UNIMPLEMENTED } from "./status";

/**
 * Reads a property into `received()`, from `from` on, and returns its length, which may be 0; below 0 when it cannot be
 * had. The parts of its path have a NUL between them.
 */
export function readProperty(path: StaticArray<u8>, from: i32 = 0): i32 {
  return answered(ask(path, from));
}

/** False where the host shows no stream of this module the property, whatever it is. */
export function isShown(path: StaticArray<u8>): bool {
  return ask(path, 0) != UNIMPLEMENTED;
}

function ask(path: StaticArray<u8>, from: i32): u32 {
  prepare(from);
  return proxy_get_property(changetype<usize>(path), path.length, RETURNED, RETURNED + 4);
}

/**
 * Gives the present stream a property of the module's own, value[0, length), which goes with the stream; false after a fault,
 * which is counted.
 */
export function setProperty(path: StaticArray<u8>, value: StaticArray<u8>, length: i32): bool {
  const status = proxy_set_property(changetype<usize>(path), path.length, changetype<usize>(value), length);
  if (status != OK) requestFaults.add();
  return status == OK;
}

/** A property that is text; "" when it cannot be had. */
export function textProperty(path: string): string {
  const length = max(readProperty(utf8(path)), 0);
  return String.UTF8.decodeUnsafe(changetype<usize>(received()), length);
}
