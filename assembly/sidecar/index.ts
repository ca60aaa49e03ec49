// The propagation module, in the order of its life. It runs in the sidecars of a mesh. It puts the tag headers of an
// incoming request where the app carries them along, and takes them from there for the requests that the app makes.
import { ChainId } from "../core/correlation/chain-id";
import { MISSING_FIELD } from "../core/config/ids";
import { Direction, parse, Propagation } from "../core/config/sidecar";
import { fnv1a32 } from "../core/hash/fnv1a32";
import { decimal, hex, plural, quote } from "../core/text/text";
import { listenerDirection } from "../host/listener";
import { received } from "../host/memory";
import {
  logCritical,
  logInfo,
  logRefusal,
  logWarnings,
  readConfiguration,
  readPluginName,
} from "../host/plugin";
import { textProperty } from "../host/property";
import { Plugin, Plugins } from "../module/plugins";
import { openStream, takeStream } from "../module/streams";
import { configErrors, defineCounters, undirected } from "./counters";
import { carry } from "./inbound";
import { restore } from "./outbound";
import { openTable } from "./table";

export { proxy_on_memory_allocate } from "../host/memory";

const CONTINUE: u32 = 0;

const plugins = new Plugins<Propagation>();

/** Names the version of the ABI; never called. */
export function proxy_abi_version_0_2_1(): void {}

export function proxy_on_context_create(context: u32, parent: u32): void {
  if (parent == 0) plugins.open(context);
  else openStream(context, parent);
}

/** Always true, as in the tagging filter: the last good configuration stays. Without one, requests pass as they are. */
export function proxy_on_configure(context: u32, size: u32): bool {
  configure(plugins.configured(context), size);
  plugins.forgetEnded(context);
  __collect();
  return true;
}

function configure(plugin: Plugin<Propagation>, size: u32): void {
  defineCounters();
  plugin.name = readPluginName();
  const prefix = "header-propagation: " + quote(plugin.name) + ": ";
  const proxy = istioProxy();
  if (proxy == "router") {
    logInfo(
      prefix + "this proxy is a gateway, whose clients are not to be believed: requests pass as they are",
    );
    return;
  }
  const length = readConfiguration(size);
  const configuration = parse(received(), length);
  const propagation = configuration.propagation;
  const isDirected = propagation.direction != Direction.Unspecified;
  if (!isDirected && proxy.length > 0 && proxy != "sidecar") {
    configuration.report.add(MISSING_FIELD, "direction", undirectedFault(proxy));
  }
  if (configuration.report.count == 0) {
    const config = ", config " + hex(fnv1a32(received(), 0, length), 8);
    const correlation = propagation.correlation;
    if (correlation !== null && !openTable(correlation.slotBytes)) {
      logCritical(prefix + "the host shares no data, or no random bytes: nothing is remembered under ids");
      propagation.correlation = null;
    }
    plugin.served = propagation;
    logWarnings(prefix, configuration.report.warningLines());
    logInfo(prefix + describe(propagation) + config);
    return;
  }
  configErrors.add();
  if (plugin.served === null) plugin.served = plugins.lastGood(plugin.name);
  const kept = plugin.served;
  logRefusal(
    prefix,
    configuration.report.lines(),
    kept === null ? "requests pass as they are" : "the last good one stays: " + describe(kept),
  );
}

/** Which of Istio's proxies this is: "sidecar", "router" or "waypoint"; "" for none of them. */
function istioProxy(): string {
  const id = textProperty("xds\0node\0id"); // of Istio's: sidecar~10.0.0.1~app-b-7d4.shop~shop.svc.cluster.local
  const end = id.indexOf("~");
  return end < 0 ? "" : id.substring(0, end);
}

/** A waypoint's listeners say inbound, and its requests are on their way out of the calling app. So nothing can be guessed. */
function undirectedFault(proxy: string): string {
  const fault = "missing, and the listeners of a " + quote(proxy) + " do not tell it; ";
  return (
    fault + 'write "outbound" to give requests their tags back here, or "inbound" to put them into baggage'
  );
}

function describe(propagation: Propagation): string {
  const selection = propagation.selection;
  const names = plural(selection.names.length, "header") + " by name";
  const text = names + ", " + decimal(selection.prefixes.length) + " by prefix";
  const correlation = propagation.correlation;
  if (correlation === null) return text;
  return (
    text + ", correlated by " + (correlation.chainId == ChainId.TraceId ? "traceparent" : "x-request-id")
  );
}

/** The hot path. Nothing here allocates. */
export function proxy_on_request_headers(context: u32, count: u32, endOfStream: u32): u32 {
  const plugin = plugins.find(takeStream(context));
  if (plugin === null) return CONTINUE;
  const propagation = plugin.served;
  if (propagation === null) return CONTINUE;
  const direction =
    propagation.direction == Direction.Unspecified ? listenerDirection() : propagation.direction;
  if (direction == Direction.Inbound) carry(propagation);
  else if (direction == Direction.Outbound) restore(propagation);
  else undirected.add();
  return CONTINUE;
}
