import type { IstioProxy } from "../../lab/istio/proxy.ts";
import { until } from "../../lab/until.ts";

const RESOURCES = { routes: "dynamic_route_configs", plugins: "ecds_filters" };

/** Makes a change, which must be one to the proxy's routes or plugins, and resolves when the proxy has taken it. */
export async function taken(
  proxy: IstioProxy,
  what: keyof typeof RESOURCES,
  change: () => Promise<void>,
): Promise<void> {
  const before = await proxy.config(RESOURCES[what]);
  await change();
  await until(
    `the proxy to take its new ${what}`,
    async () => (await proxy.config(RESOURCES[what])) !== before,
  );
}
