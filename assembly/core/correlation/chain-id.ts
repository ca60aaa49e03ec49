import { Bytes } from "../text/bytes";

/** What names a chain of requests, where an app forwards no more than that. */
export enum ChainId {
  /** None is asked for. */
  None,
  /** The header x-request-id, whole. */
  RequestId,
  /** The trace-id in the header traceparent of W3C Trace Context: the parent-id in it changes at every hop. */
  TraceId,
}

/** Ids outside of these bounds, in bytes, are no ids: "-" or "null" would be shared by everybody. */
export const MIN_ID = 16;
export const MAX_ID = 128;

/** Appends the id in value[start, end) to `to`; false when there is none that could name a chain. */
export function readChainId(kind: ChainId, value: StaticArray<u8>, start: i32, end: i32, to: Bytes): bool {
  if (kind == ChainId.TraceId) return readTraceId(value, start, end, to);
  if (end - start < MIN_ID || end - start > MAX_ID) return false;
  const at = to.length;
  to.append(value, start, end);
  // Envoy notes in the first digit of a UUID's third group whether it traces the request, and may do so anew per hop.
  if (isUuid(value, start, end)) unchecked((to.data[at + 14] = 0x34));
  return true;
}

/** version "-" 32 digits "-" 16 digits "-" flags, and in later versions perhaps more. */
function readTraceId(value: StaticArray<u8>, start: i32, end: i32, to: Bytes): bool {
  if (end - start < 55) return false;
  if (value[start + 2] != 0x2d || value[start + 35] != 0x2d || value[start + 52] != 0x2d) return false;
  if (value[start] == 0x66 && value[start + 1] == 0x66) return false; // version ff
  let isZero = true;
  for (let i = start + 3; i < start + 35; ++i) {
    const byte = <i32>unchecked(value[i]);
    if (!isDigit(byte)) return false;
    if (byte != 0x30) isZero = false;
  }
  if (isZero) return false;
  to.append(value, start + 3, start + 35);
  return true;
}

function isUuid(value: StaticArray<u8>, start: i32, end: i32): bool {
  if (end - start != 36) return false;
  return (
    value[start + 8] == 0x2d &&
    value[start + 13] == 0x2d &&
    value[start + 18] == 0x2d &&
    value[start + 23] == 0x2d
  );
}

/** Trace ids are in lower-case hexadecimal. */
function isDigit(byte: i32): bool {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66);
}
