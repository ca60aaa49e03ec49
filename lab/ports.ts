/** The ports in envoy-configs/, for use by hand, each under the name of what listens there. */
export const PORTS = {
  admin: 9901,
  gateway: 10000,
  "to-app-b": 10001,
  "to-app-c": 10002,
  "to-sidecar": 15006,
  "app-a-v1": 11001,
  "app-a-v2": 11002,
  "app-b-v1": 12001,
  "app-b-v2": 12002,
  "app-c-v2": 13002,
  "app-c-v3": 13003,
};

/** One version of an application: the name of its cluster. */
export type Application = Extract<keyof typeof PORTS, `app-${string}`>;
export type Applications = Record<Application, number>;

/**
 * The text of a file of envoy-configs/ for a run beside others: the applications at their real ports, and 0 for all
 * that Envoy itself opens, which makes it ask the operating system for a free port.
 */
export function withFreePorts(text: string, applications: Applications): string {
  const real = new Map<number, number>();
  for (const [name, port] of Object.entries(PORTS)) real.set(port, applications[name as Application] ?? 0);
  return text.replace(/(?<=\bport_value: )\d+/g, (port) => {
    const free = real.get(Number(port));
    if (free === undefined) throw new Error(`port ${port} of envoy-configs/ is not in lab/ports.ts`);
    return String(free);
  });
}
