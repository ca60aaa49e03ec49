import { tagValueOf } from "../core/decide";
import { Plan } from "../core/plan/plan";
import { Request } from "../core/plan/request";
import { HeaderLines } from "../host/header-lines";
import { MISSING, received } from "../host/memory";
import { readHeader, removeHeader, removeHeaderPart, setHeader } from "../host/request";

/** Sets each tag header as decided. Removes those for which no rule yields, and those that are reserved by prefix. */
export function apply(plan: Plan, lines: HeaderLines, request: Request): void {
  const tagHeaders = plan.tagHeaders;
  let isChanged = false; // then Envoy chooses the route again anyway, and to remove costs no more than to ask
  for (let i = 0, k = tagHeaders.length; i < k; ++i) {
    const tagHeader = unchecked(tagHeaders[i]);
    const name = tagHeader.name;
    const tagValue = tagValueOf(plan, request, i);
    if (tagValue !== null) setHeader(name, tagValue);
    else if (request.isWhole ? !request.has(tagHeader.slot.index) : !isChanged && readHeader(name) == MISSING) {
      continue;
    } else removeHeader(name);
    isChanged = true;
  }
  if (request.isWhole && plan.reserved !== null) removeReserved(plan, lines);
}

/** The lines still stand where the host put them: to set or remove a header hands nothing over. */
function removeReserved(plan: Plan, lines: HeaderLines): void {
  lines.rewind();
  while (lines.next()) {
    if (!plan.removes(received(), lines.nameStart, lines.nameEnd)) continue;
    removeHeaderPart(received(), lines.nameStart, lines.nameEnd);
  }
}
