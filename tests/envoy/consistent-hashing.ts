/** Its buckets, with a matcher for each. */
export const MODULO = 100;

const EXTENSIONS = "type.googleapis.com/envoy.extensions";
const HTTP = `${EXTENSIONS}.filters.network.http_connection_manager.v3.HttpConnectionManager`;
const ROUTER = `${EXTENSIONS}.filters.http.router.v3.Router`;
const MATCHER = `${EXTENSIONS}.matching.input_matchers.consistent_hashing.v3.ConsistentHashing`;
const HEADER = "type.googleapis.com/envoy.type.matcher.v3.HttpRequestHeaderMatchInput";
const ROUTE = "type.googleapis.com/envoy.config.route.v3.Route";

const extension = (type: string, fields: object) => ({
  name: type.slice(type.lastIndexOf(".") + 1),
  typed_config: { "@type": type, ...fields },
});

/** A route that answers with a bucket's number. */
function answer(bucket: number): object {
  const response = { status: 200, body: { inline_string: String(bucket) } };
  return { action: extension(ROUTE, { match: { prefix: "/" }, direct_response: response }) };
}

/** Answers with the highest threshold that the id's bucket is not below, which is the bucket. */
function matcherOf(seed: bigint): object {
  const thresholds = Array.from({ length: MODULO - 1 }, (_, i) => MODULO - 1 - i);
  const matchers = thresholds.map((threshold) => ({
    predicate: {
      single_predicate: {
        input: extension(HEADER, { header_name: "x-user-id" }),
        custom_match: extension(MATCHER, { threshold, modulo: MODULO, seed: String(seed) }),
      },
    },
    on_match: answer(threshold),
  }));
  return { matcher_list: { matchers }, on_no_match: answer(0) };
}

const ANY_PORT = { socket_address: { address: "127.0.0.1", port_value: 0 } };

function listenerOf(seed: bigint): object {
  const virtualHost = { name: "any", domains: ["*"], matcher: matcherOf(seed) };
  const manager = extension(HTTP, {
    stat_prefix: "buckets",
    route_config: { name: "buckets", virtual_hosts: [virtualHost] },
    http_filters: [extension(ROUTER, {})],
  });
  return { name: `seed-${seed}`, address: ANY_PORT, filter_chains: [{ filters: [manager] }] };
}

/** Bootstrap of an Envoy that answers a request with the bucket of its x-user-id: a listener seed-N for each seed. */
export function bootstrap(seeds: bigint[]): object {
  return { admin: { address: ANY_PORT }, static_resources: { listeners: seeds.map(listenerOf) } };
}
