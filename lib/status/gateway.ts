import { samples } from "./samples.js";

/** How many requests a rule has decided in one way. */
export interface Count {
  readonly rule: string;
  readonly reason: string;
  readonly tagValue: string | null;
  readonly requests: number;
}

export interface Plugin {
  readonly name: string;
  /** The fingerprint of what it serves; 0 for nothing. */
  readonly config: number;
  /** Empty without `metrics: true`. */
  readonly counts: readonly Count[];
}

/** What a gateway's page says of the filter. */
export interface Gateway {
  /** Where the page came from. */
  readonly name: string;
  readonly plugins: readonly Plugin[];
  /** Configurations that were refused, a worker each, and host calls that failed in a request. */
  readonly refused: number;
  readonly faults: number;
  /** True where requests are counted under long names, of which no setting of the proxy takes the labels. */
  readonly lacksLabels: boolean;
}

const COUNTER = "hash_tagging_requests";
const GAUGE = "hash_tagging_config";
const REFUSED = "hash_tagging_config_errors";
const FAULTS = "hash_tagging_request_faults";
/** The gauge where the proxy takes no labels out of names; in those it shows all but letters and digits as _. */
const LONG_GAUGE = new RegExp(`^plugin___(.*)___${GAUGE}$`);

/** Reads a page of metrics, an Envoy's or Istio's merged one. Throws NoMetrics. */
export function gatewayOf(name: string, page: string): Gateway {
  const all = samples(page, (metric) =>
    /hash_tagging_(?:requests|config|config_errors|request_faults)$/.test(metric),
  );
  const configs = new Map<string, number>();
  const counts = new Map<string, Count[]>();
  const gateway = { name, refused: 0, faults: 0, lacksLabels: false };
  for (const { metric, labels, value } of all) {
    const long = LONG_GAUGE.exec(metric)?.[1];
    const plugin = long ?? decoded(labels["plugin"] ?? "");
    if (metric === GAUGE || long !== undefined) configs.set(plugin, value);
    else if (metric === REFUSED) gateway.refused += value;
    else if (metric === FAULTS) gateway.faults += value;
    else if (metric === COUNTER) counts.set(plugin, and(counts.get(plugin), countOf(labels, value)));
    else if (metric.endsWith(COUNTER)) gateway.lacksLabels = true;
  }
  const plugins = [...configs].map(([plugin, config]) => ({
    name: plugin,
    config,
    counts: counts.get(plugin) ?? [],
  }));
  return { ...gateway, plugins };
}

function and(counts: Count[] = [], count: Count): Count[] {
  counts.push(count);
  return counts;
}

function countOf(labels: Readonly<Record<string, string>>, requests: number): Count {
  const tagValue = labels["tag_value"];
  return {
    rule: decoded(labels["rule"] ?? ""),
    reason: labels["reason"] ?? "",
    tagValue: tagValue === undefined || tagValue === "" ? null : decoded(tagValue),
    requests,
  };
}

/** A label without the %XX that the filter writes; as it is where somebody else wrote it. */
function decoded(label: string): string {
  try {
    return decodeURIComponent(label);
  } catch {
    return label;
  }
}
