import { Plan, TagHeader } from "../core/plan/plan";
import { Request } from "../core/plan/request";
import { HeaderLines } from "../host/header-lines";
import { MISSING, received } from "../host/memory";
import { readHeader, removeHeader, removeHeaderPart, setHeader } from "../host/request";

/** Sets each tag header as decided. Removes those for which no rule yields, and those that are reserved by prefix. */
export function apply(plan: Plan, lines: HeaderLines, request: Request): void {
  const tagHeaders = plan.tagHeaders;
  let isChanged = false; // then Envoy chooses the route again anyway
  for (let i = 0, k = tagHeaders.length; i < k; ++i) {
    const tagHeader = unchecked(tagHeaders[i]);
    const name = tagHeader.name;
    const tagValue = unchecked(request.tagValues[i]);
    if (tagValue !== null) setHeader(name, tagValue);
    else if (isAbsent(tagHeader, request, isChanged)) continue;
    else removeHeader(name);
    isChanged = true;
  }
  if (request.isWhole && plan.reserved !== null) removeReserved(plan, lines);
}

/** True when the request is known not to have the header. Once something has changed, to remove it costs no more than to ask. */
function isAbsent(tagHeader: TagHeader, request: Request, isChanged: bool): bool {
  if (request.isWhole) return !request.has(tagHeader.slot.index);
  return !isChanged && readHeader(tagHeader.name) == MISSING;
}

/** The lines still stand where the host put them: to set or remove a header hands nothing over. */
function removeReserved(plan: Plan, lines: HeaderLines): void {
  lines.rewind();
  while (lines.next()) {
    if (!plan.removes(received(), lines.nameStart, lines.nameEnd)) continue;
    removeHeaderPart(received(), lines.nameStart, lines.nameEnd);
  }
}
