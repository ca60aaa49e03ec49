/** A name and its value, as a person gives them: a header, a cookie. */
export type Named = readonly [name: string, value: string];

/** Headers whose lines Envoy makes one of, with commas, before a filter sees them. */
export const JOINED: readonly string[] = [
  "accept",
  "accept-encoding",
  "access-control-request-headers",
  "access-control-request-method",
  "access-control-request-private-network",
  "authorization",
  "cache-control",
  "cdn-loop",
  "content-encoding",
  "content-type",
  "expect",
  "grpc-accept-encoding",
  "grpc-timeout",
  "if-match",
  "if-modified-since",
  "if-none-match",
  "if-range",
  "if-unmodified-since",
  "origin",
  "pragma",
  "proxy-status",
  "referer",
  "user-agent",
  "via",
  "x-client-trace-id",
  "x-envoy-attempt-count",
  "x-envoy-decorator-operation",
  "x-envoy-downstream-service-cluster",
  "x-envoy-downstream-service-node",
  "x-envoy-external-address",
  "x-envoy-original-host",
  "x-envoy-original-path",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-port",
  "x-forwarded-proto",
  "x-request-id",
];

/**
 * The value of each header as Envoy reports it to a filter, by its name in lower case: of several lines the first, unless
 * Envoy joins them.
 */
export function reported(lines: readonly Named[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [written, value] of lines) {
    const name = written.toLowerCase();
    const before = values[name];
    if (before === undefined) values[name] = value;
    else if (name === "cookie") values[name] = `${before}; ${value}`;
    else if (name === "host" || JOINED.includes(name)) values[name] = `${before},${value}`;
  }
  return values;
}
