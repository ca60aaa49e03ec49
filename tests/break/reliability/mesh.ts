// What delivers the module and its rules on Istio is gone: istiod, or the registry.
import { mkdirSync, rmSync } from "node:fs";
import type { Mesh } from "../../../lab/istio/mesh.ts";
import { visit } from "../../../lab/istio/visit.ts";
import { changed, type WasmPlugin } from "../../../lab/istio/wasm-plugin.ts";
import { until } from "../../../lab/until.ts";
import { GATEWAY, GUARD, PLUGIN, pushImages, startGatewayWithOneApp } from "../../istio/start.ts";
import type { HeaderLine } from "../../envoy/upstream.ts";
import type { Fault, Measured } from "./fault.ts";
import { Load, TAG, type Answer } from "./load.ts";

const REQUESTS = 500;
/** Where pilot-agent keeps the modules that it has fetched; a new pod has none. */
const FETCHED = "/var/lib/istio/data";

/** The plugin with rules that give half of all users `tag`. */
function tagging(tag: string, spec: Partial<WasmPlugin["spec"]> = {}): WasmPlugin {
  const policies = [{ range: 50, tagValue: tag }];
  const rules = [{ header: "x-user-id", modulo: 100, tagHeader: TAG, policies }];
  return changed(PLUGIN, { ...spec, pluginConfig: { rules } });
}

async function ask(mesh: Mesh, lines: HeaderLine[]): Promise<Answer> {
  const { status, hops } = await visit(mesh.pod(GATEWAY).spec.url, Object.fromEntries(lines));
  return { status, tag: hops[0]?.tags[TAG] ?? "" };
}

const NONE = { lost: "none", untagged: "none", mistagged: "none", forged: "none" } as const;

const ISTIOD_FAULTS: Fault[] = [
  {
    fault: "Istio: istiod is gone, the gateway runs",
    ...NONE,
    recovery: "new rules wait for istiod",
    operator: "pilot-agent: ca request failed",
    sign: /ca request failed/,
    measure: () =>
      withMesh(async ({ mesh, load, news }) => {
        load.next();
        await mesh.controlPlane.stop();
        await until("pilot-agent to miss istiod", () => /ca request failed/.test(news()), 30);
        const tally = (await load.take(REQUESTS)).add(load.next());
        return { tally, seconds: await restart(mesh, load), seen: news() };
      }),
  },
  {
    fault: "Istio: istiod is gone, a gateway starts",
    ...NONE,
    lost: "all",
    recovery: "when istiod is back",
    operator: "the pod is not ready; pilot-agent: ca request failed",
    sign: /ca request failed/,
    measure: () =>
      withMesh(async ({ mesh, load, news }) => {
        await mesh.controlPlane.stop();
        const before = mesh.pod(GATEWAY).proxy;
        const starting = mesh.pod(GATEWAY).restartProxy();
        const isNew = () => mesh.pod(GATEWAY).proxy !== before;
        await until(
          "the new pilot-agent to miss istiod",
          () => isNew() && /ca request failed/.test(news()),
          30,
        );
        const tally = await load.take(REQUESTS);
        const seconds = await restart(mesh, load);
        await starting;
        return { tally, seconds, seen: news() };
      }),
  },
];

/** The image of an update, or of a gateway that starts, cannot be fetched. */
const REGISTRY_FAULTS: Fault[] = (["FAIL_OPEN", "FAIL_CLOSE"] as const).flatMap((failStrategy) => {
  const outcome =
    failStrategy === "FAIL_OPEN"
      ? ({ ...NONE, untagged: "all", forged: "all", guarded: "none" } as const)
      : ({ ...NONE, lost: "all" } as const);
  const row = {
    ...outcome,
    recovery: "the registry back, at the next change of the plugin",
    operator: "pilot-agent: wasm fetch failed",
    sign: /error.*wasm.*(fetch|fail)/i,
  };
  const bring = async ({ mesh, load }: Running) => {
    await mesh.startRegistry();
    await pushImages(mesh);
    load.tags = ["v3"];
    await mesh.apply(tagging("v3", { failStrategy }));
    return load.recovery();
  };
  return [
    {
      ...row,
      fault: `Istio: the registry is gone, at an update to another image, ${failStrategy}`,
      measure: () =>
        withMesh(async (running) => {
          const { mesh, load, news } = running;
          await mesh.registry.stop();
          await mesh.apply(tagging("v2", { failStrategy, url: ANOTHER_IMAGE }));
          await until("the fetch to fail", () => row.sign.test(news()), 30);
          await load.untagged();
          return twice(running, bring);
        }),
    },
    {
      ...row,
      fault: `Istio: the registry is gone, a gateway starts, ${failStrategy}`,
      measure: () =>
        withMesh(async (running) => {
          const { mesh, load } = running;
          await mesh.apply(tagging("v1", { failStrategy }));
          await mesh.registry.stop();
          rmSync(FETCHED, { recursive: true });
          mkdirSync(FETCHED);
          await mesh.pod(GATEWAY).restartProxy();
          await load.untagged();
          return twice(running, bring);
        }),
    },
  ];
});

export const MESH_FAULTS = [...ISTIOD_FAULTS, ...REGISTRY_FAULTS];
const ANOTHER_IMAGE = PLUGIN.spec.url.replace("0.1.0", "0.2.0");

interface Running {
  mesh: Mesh;
  load: Load;
  /** All that the gateway's pilot-agent and Envoy have logged since the fault. */
  news(): string;
}

/** Plays a fault on a mesh whose gateway gives half of all users "v1", under load. */
async function withMesh(play: (running: Running) => Promise<Measured>): Promise<Measured> {
  const mesh = await startGatewayWithOneApp();
  const load = new Load((lines) => ask(mesh, lines), "v1");
  try {
    await mesh.apply(tagging("v1"));
    await load.recovery();
    const { proxy } = mesh.pod(GATEWAY);
    const known = proxy.log.length;
    const news = () =>
      mesh.pod(GATEWAY).proxy === proxy ? proxy.log.slice(known) : mesh.pod(GATEWAY).proxy.log;
    return await play({ mesh, load, news });
  } finally {
    await load.stop();
    await mesh.stop();
  }
}

/** What passes without the guard and with it, and how it ends. */
async function twice(running: Running, mend: (running: Running) => Promise<number>): Promise<Measured> {
  const { mesh, load, news } = running;
  const tally = await load.take(REQUESTS);
  await mesh.apply(GUARD);
  await until("the guard on every connection", async () => (await load.take(50)).forged === 0, 30);
  const guarded = await load.take(REQUESTS);
  return { tally, guarded, seconds: await mend(running), seen: news() };
}

/** Brings istiod back, and gives the seconds until a change takes effect. */
async function restart(mesh: Mesh, load: Load): Promise<number> {
  await mesh.startControlPlane();
  const started = performance.now();
  load.tags = ["v2"];
  await mesh.apply(tagging("v2"));
  await load.recovery();
  return (performance.now() - started) / 1000;
}
