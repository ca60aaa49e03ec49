import { nameFaultIn, RESERVED, tagNameFaultIn } from "../http/header";
import { Place } from "../http/name-pattern";
import { quote } from "../text/text";

// What carries the chain itself: tags travel in the first, and none of them is a tag.
const CHAIN: string[] = ["baggage", "traceparent", "tracestate", "x-request-id"];

// What a prefix must not take in besides: any member of baggage that began with it could set such a header of a request.
const FOREIGN: string[] = [
  "authorization",
  "content-type",
  "cookie",
  "forwarded",
  "grpc-timeout",
  "x-b3-traceid",
  "x-envoy-",
  "x-forwarded-",
];

/** Why `name` cannot be the name of a tag header to carry, with the remedy; "" when it can. `name` in lower case. */
export function headerFault(name: string): string {
  const fault = tagNameFaultIn(Place.ListedName, name);
  if (fault.length > 0) return fault;
  if (CHAIN.includes(name)) return quote(name) + " carries the chain itself and is no tag; remove it";
  return carriedFault(name);
}

/** Why no tag header of that name, or of one that begins so, can travel in baggage, with the remedy; "" when it can. */
export function carriedFault(name: string): string {
  if (name == "baggage") return '"baggage" carries the tags; name another header';
  if (!name.includes("%")) return "";
  return quote(name) + " has %, which some apps decode in the keys of baggage; name another header";
}

/** Why `prefix` cannot be how the names of tag headers begin, with the remedy; "" when it can. In lower case. */
export function prefixFault(prefix: string): string {
  const fault = nameFaultIn(Place.Prefix, prefix);
  if (fault.length > 0) return fault;
  let taken = takenFrom(RESERVED, prefix);
  if (taken.length == 0) taken = takenFrom(CHAIN, prefix);
  if (taken.length == 0) taken = takenFrom(FOREIGN, prefix);
  if (taken.length == 0) return carriedFault(prefix);
  return (
    quote(prefix) + " takes in " + quote(taken) + ", which is no tag; write a longer one, or name headers"
  );
}

/** The first of `names` that begins with `prefix`, or with which, being a family of names (x-envoy-), it begins; or "". */
function takenFrom(names: string[], prefix: string): string {
  for (let i = 0; i < names.length; ++i) {
    const name = names[i];
    if (name.startsWith(prefix) || (name.endsWith("-") && prefix.startsWith(name))) return name;
  }
  return "";
}
