import { explain } from "../core/explain";
import { Debug } from "../core/plan/debug";
import { Plan } from "../core/plan/plan";
import { Request } from "../core/plan/request";
import { JsonText } from "../core/text/json-text";
import { sendJson } from "../host/local-response";
import { removeHeader } from "../host/request";

/** The most bytes of an answer. */
const ROOM = 64 << 10;

let json: JsonText | null = null;

/** Makes room for answers. For configuration. */
export function makeRoom(): void {
  if (json === null) json = new JsonText(ROOM);
}

/**
 * Answers a decided request that carries the token with how it was decided; false for any other, which goes on. The header
 * never does, with whatever it says.
 */
export function answered(debug: Debug, plan: Plan, request: Request): bool {
  const text = json;
  if (text !== null && debug.isAskedBy(request)) {
    explain(plan, request, text);
    if (sendJson(text.bytes.data, text.bytes.length)) return true;
  }
  removeHeader(debug.name);
  return false;
}
