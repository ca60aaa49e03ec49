import { objectName } from "./kubernetes.js";
import { Mistake } from "../mistake.js";
import { suggest } from "../suggest.js";

/** An object of the Kubernetes API whose requests a policy is for, in the words of the Gateway API. */
export interface TargetRef {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}

/** The group of each kind that a policy may name. */
export type Groups = Readonly<Record<string, string>>;

const GATEWAY_API = "gateway.networking.k8s.io";
export const GATEWAY_KIND = { Gateway: GATEWAY_API } as const satisfies Groups;
/** The kinds that istiod takes; the last two are served by waypoints. */
export const ISTIO_KINDS = {
  ...GATEWAY_KIND,
  GatewayClass: GATEWAY_API,
  Service: "",
  ServiceEntry: "networking.istio.io",
} as const satisfies Groups;

/** So many may one policy name. */
const MOST = 16;

/** Reads --target-ref, each KIND/NAME or KIND/NAME/GROUP; `kinds` are those that may be named. */
export function targetRefs(given: readonly string[], kinds: Groups): TargetRef[] {
  if (given.length > MOST) throw new Mistake(`--target-ref: ${given.length} are given; the most is ${MOST}`);
  const refs = new Map<string, TargetRef>();
  for (const each of given) {
    const ref = targetRef(each, kinds);
    const key = `${ref.kind}/${ref.name}`;
    if (refs.has(key)) throw new Mistake(`--target-ref: ${key} is given twice; keep one`);
    refs.set(key, ref);
  }
  return [...refs.values()];
}

function targetRef(given: string, kinds: Groups): TargetRef {
  const [kind = "", name, group, ...more] = given.split("/");
  if (name === undefined || more.length > 0)
    throw fault(given, "is no target; write KIND/NAME, Gateway/edge");
  const names = Object.keys(kinds);
  const own = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (own === undefined) {
    throw fault(given, `is no target; its kind is none of ${names.join(", ")}${suggest(kind, names)}`);
  }
  if (group !== undefined && group !== own) {
    throw fault(given, `is no target; the group of a ${kind} is ${JSON.stringify(own)}; leave it out`);
  }
  return { group: own, kind, name: objectName("--target-ref", name) };
}

/** Whether a waypoint serves its requests. A Gateway may be one too, which only the cluster knows. */
export function isOfWaypoint({ kind, name }: TargetRef): boolean {
  return kind.startsWith("Service") || (kind === "GatewayClass" && name === "istio-waypoint");
}

function fault(given: string, what: string): Mistake {
  return new Mistake(`--target-ref: ${JSON.stringify(given)} ${what}`);
}
