import { Program } from "../process.ts";
import { until } from "../until.ts";
import { manifestOf, type KubernetesObject } from "./kubernetes.ts";
import type { IstioTool } from "./tools.ts";

const API = "http://127.0.0.1:8001/";
const DEBUG = "http://127.0.0.1:8080";
export const XDS = "127.0.0.1:15010";

/**
 * Without the filters that only istio-proxy's own Envoy has, without a pause before a change is sent, and without a status
 * for the Gateway API's objects, as writing it would empty them in the in-memory client.
 */
const SETTINGS = {
  PILOT_ENABLE_GATEWAY_API_STATUS: "false",
  PILOT_ENABLE_METADATA_EXCHANGE: "false",
  PILOT_ENABLE_ALPN_FILTER: "false",
  PILOT_DEBOUNCE_AFTER: "10ms",
};

const START_SECONDS = 30;
/** Many times the pause of 10 ms above. */
const QUIET_MS = 250;
const KINDS_OF_CONFIG = ["cluster", "listener", "route", "endpoint", "extensionconfig"];

/** The running istiod. */
export class ControlPlane {
  readonly #program: Program;

  constructor(tool: (name: IstioTool) => string) {
    this.#program = new Program(tool("istiod-lab"), [], { env: { ...process.env, ...SETTINGS } });
  }

  async ready(): Promise<void> {
    await until(
      "istiod",
      async () => {
        if (this.#program.status !== undefined) throw new Error(`istiod ended:\n${this.#program.log}`);
        const ready = await fetch(`${DEBUG}/ready`).catch(() => undefined);
        return ready?.ok && (await fetch(API, { method: "PUT" }).catch(() => undefined))?.ok;
      },
      START_SECONDS,
    );
  }

  /** Creates or replaces the objects. Throws what istiod's own parsers and validation say of a bad one. */
  async apply(...objects: KubernetesObject[]): Promise<void> {
    await this.#send("PUT", objects);
  }

  async remove(...objects: KubernetesObject[]): Promise<void> {
    await this.#send("DELETE", objects);
  }

  /** The objects of Istio's own kinds, as they are in the API now. */
  async live(): Promise<KubernetesObject[]> {
    return (await (await fetch(`${DEBUG}/debug/configz`)).json()) as KubernetesObject[];
  }

  /**
   * Resolves when every proxy has acknowledged all that istiod has sent it, and it has sent no more for a while: before that it
   * may not have come to what was applied last.
   */
  async settled(): Promise<void> {
    let [sent, since] = ["", performance.now()];
    await until("the proxies to be in sync", async () => {
      const proxies = (await (await fetch(`${DEBUG}/debug/syncz`)).json()) as Record<string, string>[];
      const nonces = proxies.flatMap((proxy) => KINDS_OF_CONFIG.map((kind) => proxy[`${kind}_sent`]));
      const now = nonces.sort().join();
      if (now !== sent) [sent, since] = [now, performance.now()];
      const isAcked = proxies.every((proxy) =>
        KINDS_OF_CONFIG.every((kind) => proxy[`${kind}_sent`] === proxy[`${kind}_acked`]),
      );
      return isAcked && performance.now() - since >= QUIET_MS;
    });
  }

  async stop(): Promise<void> {
    await this.#program.stop();
  }

  async #send(method: "PUT" | "DELETE", objects: KubernetesObject[]): Promise<void> {
    const response = await fetch(API, { method, body: manifestOf(objects) });
    if (!response.ok) throw new Error((await response.text()).trim());
  }
}
