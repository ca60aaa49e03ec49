import type { Envoy } from "../../lab/envoy.ts";
import { until } from "../../lab/until.ts";

/** How the line ends in which a VM says what it serves: its last one of a good configuration. */
export const SERVED = /, config [0-9a-f]{8}$/m;

/** What Envoy logs from the beginning of `what` until a line has `end`. It comes by a pipe, and may come later than an answer. */
export async function logged(envoy: Envoy, what: () => Promise<unknown>, end: RegExp): Promise<string> {
  const start = envoy.log.length;
  await what();
  await until(`${end} in the log`, async () => end.test(envoy.log.slice(start)));
  return envoy.log.slice(start);
}
