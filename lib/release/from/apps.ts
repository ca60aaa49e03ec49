import type { Found, Route } from "./objects.js";

/** What the routes say of an app. */
export interface FoundApp {
  readonly name: string;
  readonly namespace: string;
  readonly port: number;
  /** Where the last route leads, of the first VirtualService that has the app. */
  readonly stable: string;
  /** The same of the last VirtualService. */
  readonly final: string;
  readonly next: readonly string[];
  readonly tag?: string;
  /** namespace/name of the Gateway that calls it. */
  readonly gateway?: string;
  readonly hosts: readonly string[];
}

const HTTP = 80;

/** The apps that VirtualServices lead to, by subsets, in the order in which they come. `notes` gets what is left out. */
export function appsIn(objects: readonly Found[], notes: string[]): FoundApp[] {
  const apps = new Map<string, FoundApp>();
  for (const object of objects.filter(({ kind }) => kind === "VirtualService")) {
    const app = appIn(object, notes);
    if (app === undefined) continue;
    const known = apps.get(app.name);
    if (known === undefined) apps.set(app.name, app);
    else {
      const more = app.next.filter((version) => version !== known.stable);
      const tag = known.tag ?? app.tag;
      apps.set(app.name, {
        ...known,
        ...(tag && { tag }),
        next: [...new Set([...known.next, ...more])],
        final: app.final,
      });
    }
  }
  return [...apps.values()];
}

function appIn({ metadata, spec = {} }: Found, notes: string[]): FoundApp | undefined {
  const name = metadata?.name ?? "";
  const http = (spec["http"] ?? []) as readonly Route[];
  const last = http.at(-1)?.route?.[0]?.destination;
  if (last?.host === undefined || last.subset === undefined || http.at(-1)!.match !== undefined) {
    notes.push(`VirtualService ${name}: no last route to a subset; left out`);
    return undefined;
  }
  const [app = "", namespace = metadata?.namespace ?? "default"] = last.host.split(".");
  let tag: string | undefined;
  const next = http.slice(0, -1).flatMap(({ match = [], route = [] }) => {
    const [header, value] = Object.entries(match[0]?.headers ?? {})[0] ?? [];
    const subset = route[0]?.destination?.subset;
    if (match.length !== 1 || header === undefined || value?.exact === undefined || value.exact !== subset) {
      notes.push(
        `VirtualService ${name}: a route that does not lead a tag to the version of its name; left out`,
      );
      return [];
    }
    tag = header;
    return [subset];
  });
  const [gateway] = (spec["gateways"] ?? []) as readonly string[];
  const at =
    gateway === undefined || gateway.includes("/")
      ? gateway
      : `${metadata?.namespace ?? "default"}/${gateway}`;
  const hosts = (spec["hosts"] ?? []) as readonly string[];
  const port = last.port?.number ?? HTTP;
  return {
    name: app,
    namespace,
    port,
    stable: last.subset,
    final: last.subset,
    next,
    hosts,
    ...(tag && { tag }),
    ...(at && { gateway: at }),
  };
}
