import { readFile } from "node:fs/promises";
import { load } from "js-yaml";
import { Envoy } from "../../../lab/envoy.ts";
import { bootstrap, everybody, rulesFile, type ConnectionManager } from "../plugin.ts";
import { Upstream } from "../upstream.ts";
import { sendRaw, WireUpstream } from "./wire.ts";

export const PAGE = await readFile(
  new URL("../../../docs/what-envoy-lets-through.md", import.meta.url),
  "utf8",
);

/** Fields of the connection manager; http_filters stand before those that are there. */
export type Settings = Partial<ConnectionManager>;

/** The settings that close a gap, as the page has them. */
export function remedy(name: string): Settings {
  const [, yaml] = new RegExp(`^\`\`\`yaml ${name}\n(.*?)^\`\`\``, "ms").exec(PAGE)!;
  return load(yaml!) as Settings;
}

export interface Lab {
  envoy: Envoy;
  gateway: string;
  /** What of one request in HTTP/1.1 comes to the upstream; "" where nothing does. */
  arrived(request: string): Promise<string>;
  upstream: WireUpstream;
}

/**
 * Runs `use` beside an Envoy with these settings that gives every user with an id `appver-a: v1`. `port` has the
 * upstream, our own without it; `protocol` is what its cluster speaks.
 */
export async function withEnvoy(
  settings: Settings[],
  use: (lab: Lab) => Promise<void>,
  { port = 0, protocol = {} } = {},
): Promise<void> {
  const [applications, upstream] = [await Upstream.start(), await WireUpstream.start()];
  const ports = { ...applications.ports, "app-a-v1": port || upstream.port };
  try {
    const envoy = await Envoy.start("mesh.yaml", ports, (text, file) => {
      if (file === "live/hash-tagging.yaml") return rulesFile(everybody("appver-a", "v1"));
      return file === "mesh.yaml" ? withSettings(text, settings, protocol) : text;
    });
    const gateway = envoy.url("gateway");
    const arrived = async (request: string) => {
      upstream.arrived.length = 0;
      await sendRaw(gateway, request);
      return upstream.arrived[0] ?? "";
    };
    await use({ envoy, gateway, arrived, upstream }).finally(() => envoy.stop());
  } finally {
    applications.stop();
    upstream.stop();
  }
}

function withSettings(text: string, settings: Settings[], protocol: object): string {
  return bootstrap(text, (manager, [cluster]) => {
    for (const { http_filters = [], ...fields } of settings) {
      Object.assign(manager, fields, { http_filters: [...http_filters, ...manager.http_filters] });
    }
    const type = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";
    const options = { "@type": `type.googleapis.com/${type}`, explicit_http_config: protocol };
    if (Object.keys(protocol).length > 0) cluster!.typed_extension_protocol_options = { [type]: options };
  });
}
