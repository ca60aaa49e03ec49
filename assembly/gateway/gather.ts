import { Plan, Slot } from "../core/plan/plan";
import { HeaderTable } from "../core/http/header-table";
import { Request } from "../core/plan/request";
import { HeaderLines } from "../host/header-lines";
import { received } from "../host/memory";
import { readHeader } from "../host/request";

/** Fills the slots of `request` with what the host has: a host call for each header, or one for all lines. */
export function gather(plan: Plan, lines: HeaderLines, request: Request): void {
  request.begin(plan, received());
  const table = plan.table;
  if (table !== null && lines.read()) showLines(table, lines, request);
  else askForHeaders(plan, request);
}

/** Each value goes behind the one before it, so that all of them stand until the request is decided. */
function askForHeaders(plan: Plan, request: Request): void {
  const reads = plan.reads;
  let end = 0;
  for (let i = 0, k = reads.length; i < k; ++i) {
    const length = readHeader(unchecked(reads[i]).name, end);
    if (length >= 0) request.put(i, end, (end += length));
  }
}

/** The first of several lines of one name counts, as when the host is asked for the header. */
function showLines(table: HeaderTable<Slot>, lines: HeaderLines, request: Request): void {
  request.isWhole = true;
  const bytes = received();
  while (lines.next()) {
    const slot = table.find(bytes, lines.nameStart, lines.nameEnd);
    if (slot !== null && !request.has(slot.index)) request.put(slot.index, lines.valueStart, lines.valueEnd);
  }
}
