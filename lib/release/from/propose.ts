import { Mistake } from "../../mistake.js";
import { toYaml } from "../../yaml/to-yaml.js";
import { appsIn, type FoundApp } from "./apps.js";
import { type Found, type Rule, rulesOf } from "./objects.js";
import { stepsOf } from "./steps.js";
import { testersOf } from "./testers.js";

/** A release file that says what some objects say, and what it cannot say of them. */
export interface Proposal {
  readonly text: string;
  readonly notes: readonly string[];
}

const PREFIX = "appver-";

/**
 * Proposes a release from the objects of an Istio release: of several plug-ins of one name each is a step, in the order in
 * which they come, and VirtualServices tell the apps and their versions. Throws a Mistake where there are none.
 */
export function propose(objects: readonly Found[], name: string): Proposal {
  const notes: string[] = [];
  const states = objects.map(rulesOf).filter((rules) => rules !== undefined);
  const [first] = states.flat();
  const apps = appsIn(objects, notes);
  if (first === undefined)
    throw new Mistake("--from: no plug-in with rules; name a folder with a WasmPlugin");
  if (apps.length === 0)
    throw new Mistake("--from: no VirtualService that leads to subsets; name a folder with some");
  const [entry] = apps.filter(({ gateway }) => gateway !== undefined);
  const [namespace, gateway] = entry?.gateway?.split("/") ?? ["istio-system", "ingressgateway"];
  const modulo = Math.max(...states.flat().map((rule) => rule.modulo ?? 100));
  if (states.flat().some((rule) => rule.modulo !== modulo))
    notes.push("the rules have several moduli; the largest is taken");
  const hosts = entry?.hosts ?? ["*"];
  const testers = testersOf(states, notes);
  const file = {
    release: name,
    ...(apps[0]!.namespace !== "default" && { namespace: apps[0]!.namespace }),
    key: first.key ?? [{ header: first.header }],
    ...(modulo !== 100 && { modulo }),
    gateway: {
      name: gateway,
      ...(namespace !== "istio-system" && { namespace }),
      ...(hosts.join() !== "*" && { hosts }),
    },
    apps: Object.fromEntries(apps.map((app) => [app.name, fieldsOf(app, entry, states)])),
    ...(testers.length > 0 && { testers }),
    steps: stepsOf(states, apps, notes),
  };
  return { text: toYaml(file), notes };
}

function fieldsOf(app: FoundApp, entry: FoundApp | undefined, states: readonly (readonly Rule[])[]): object {
  const { name, port, stable, next, tag } = app;
  const salt = states.flat().find((rule) => rule.tagHeader === tag)?.salt;
  return {
    port,
    stable,
    ...(next.length > 0 && { next: next.length === 1 ? next[0] : next }),
    ...(tag !== undefined && tag !== PREFIX + name && { tag }),
    ...(salt !== undefined && { salt }),
    ...(app === entry && { entry: true }),
  };
}
