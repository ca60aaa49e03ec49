// The propagation module, in the order of its life. It runs in the sidecars of a mesh. It puts the tag headers of an
// incoming request where the app carries them along, and takes them from there for the requests that the app makes.
import { ChainId } from "../core/correlation/chain-id";
import { MISSING_FIELD } from "../core/config/ids";
import { Direction, parse, Propagation } from "../core/config/sidecar";
import { decimal, plural, quote } from "../core/text/text";
import { listenerDirection } from "../host/listener";
import { logCritical } from "../host/plugin";
import { textProperty } from "../host/property";
import { Lifecycle, Reading } from "../module/lifecycle";
import { defineCounters, undirected } from "./counters";
import { carry } from "./inbound";
import { restore } from "./outbound";
import { openTable } from "./table";

export { proxy_on_memory_allocate } from "../host/memory";

const CONTINUE: u32 = 0;

class Sidecar extends Lifecycle<Propagation> {
  /** What kind of Istio's proxies this is: "sidecar", "router", "waypoint"; "" for none of them. */
  private proxy: string = "";

  defineCounters(prefix: string): void {
    defineCounters(prefix);
  }

  obstacle(): string {
    this.proxy = istioProxy();
    return this.proxy == "router" ? "this proxy is a gateway, whose clients are not to be believed" : "";
  }

  read(text: StaticArray<u8>, length: i32): Reading<Propagation> {
    const configuration = parse(text, length);
    const isDirected = configuration.propagation.direction != Direction.Unspecified;
    if (!isDirected && this.proxy.length > 0 && this.proxy != "sidecar") {
      configuration.report.add(MISSING_FIELD, "direction", undirectedFault(this.proxy));
    }
    return new Reading<Propagation>(configuration.report, configuration.propagation);
  }

  prepare(propagation: Propagation, _plugin: string, prefix: string): void {
    const correlation = propagation.correlation;
    if (correlation === null || openTable(correlation.slotBytes)) return;
    logCritical(prefix + "the host shares no data, or no random bytes: nothing is remembered under ids");
    propagation.correlation = null;
  }

  describe(propagation: Propagation): string {
    const selection = propagation.selection;
    const names = plural(selection.names.length, "header") + " by name";
    const text = names + ", " + decimal(selection.prefixes.length) + " by prefix";
    const correlation = propagation.correlation;
    if (correlation === null) return text;
    return (
      text + ", correlated by " + (correlation.chainId == ChainId.TraceId ? "traceparent" : "x-request-id")
    );
  }
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

const sidecar = new Sidecar("header-propagation", "header_propagation_", "requests pass as they are");

/** Names the version of the ABI; never called. */
export function proxy_abi_version_0_2_1(): void {}

export function proxy_on_context_create(context: u32, parent: u32): void {
  sidecar.open(context, parent);
}

/** Always true, as in the tagging filter: the last good configuration stays. Without one, requests pass as they are. */
export function proxy_on_configure(context: u32, size: u32): bool {
  sidecar.configure(context, size);
  __collect();
  return true;
}

/** The hot path. Nothing here allocates. */
export function proxy_on_request_headers(context: u32, count: u32, endOfStream: u32): u32 {
  const propagation = sidecar.servedOf(context);
  if (propagation === null) return CONTINUE;
  const direction =
    propagation.direction == Direction.Unspecified ? listenerDirection() : propagation.direction;
  if (direction == Direction.Inbound) carry(propagation);
  else if (direction == Direction.Outbound) restore(propagation);
  else undirected.add();
  return CONTINUE;
}
