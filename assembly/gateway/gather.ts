import { Table } from "../core/hash/table";
import { nextRead } from "../core/next-read";
import { Plan } from "../core/plan/plan";
import { Request } from "../core/plan/request";
import { Asked, Read, Slot } from "../core/plan/slot";
import { HeaderLines } from "../host/header-lines";
import { received } from "../host/memory";
import { readProperty } from "../host/property";
import { readHeader } from "../host/request";
import { Minter } from "./minter";

/**
 * Fills the slots of `request` as far as the plan needs them: a host call for each value, or one for all header lines. A
 * module without a Minter takes no plan that wants ids made.
 */
export function gather(plan: Plan, lines: HeaderLines, request: Request, minter: Minter | null): void {
  request.begin(plan, received());
  const table = plan.table;
  if (table !== null && lines.read()) showLines(plan, table, lines, request);
  let read = nextRead(plan, request);
  while (read !== null) {
    if (read.asked == Asked.MintedId && minter !== null) minter.mint(read, request);
    else ask(read, request);
    read = nextRead(plan, request);
  }
}

/** Asks the host. The value goes behind those that are there, so that all of them stand until the request is decided. */
export function ask(read: Read, request: Request): void {
  const from = request.free;
  const length = read.asked == Asked.Property ? readProperty(read.name, from) : readHeader(read.name, from);
  if (length >= 0) request.take(read.index, length);
  else request.miss(read.index);
}

/** The first of several lines of one name counts, as when the host is asked for the header. */
function showLines(plan: Plan, table: Table<Slot>, lines: HeaderLines, request: Request): void {
  request.isWhole = true;
  const reads = plan.reads;
  for (let i = 0, k = reads.length; i < k; ++i) {
    const read = unchecked(reads[i]);
    if (read.asked == Asked.Header) request.miss(read.index);
  }
  const bytes = received();
  while (lines.next()) {
    const slot = table.find(bytes, lines.nameStart, lines.nameEnd);
    if (slot !== null && !request.has(slot.index)) request.put(slot.index, lines.valueStart, lines.valueEnd);
  }
  request.free = lines.valueEnd;
}
