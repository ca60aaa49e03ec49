import type { Results } from "./results.ts";

/** A fleet to put the figures into proportion; change it for your own. */
const FLEET = { gateways: 1000, workers: 2, requestsPerSecond: 1000 };
const LOAD = 100_000;
const MIB_PER_GIB = 1024;

/** What the filter costs an operator, one line each. */
export function costCard({ added, footprint, growth }: Results): string[] {
  const micros = { most: added.tagged["hash-tagging"]!.median, least: added.missing["hash-tagging"]!.median };
  const cores = (requests: number) =>
    [micros.least, micros.most].map((cost) => ((cost * requests) / 1e6).toFixed(2));
  const fleet = cores(FLEET.gateways * FLEET.requestsPerSecond);
  const [ours, none] = [footprint["hash-tagging"]!, footprint["none"]!];
  const perWorker = ours.rssPerWorker - none.rssPerWorker;
  const perGateway = ours.rss - none.rss + (FLEET.workers - 1) * perWorker;
  const per = (unit: string) => growth.find((series) => series.unit === unit)!.perUnit;
  return [
    `Extra cores for ${LOAD.toLocaleString("en")} requests/s: ${cores(LOAD).join(" (no request has the header) to ")} (every rule tags every request).`,
    `Extra memory of a gateway: ${(ours.rss - none.rss).toFixed(1)} MiB with one worker, ${perWorker.toFixed(1)} MiB for each further one.`,
    `One more rule on a header that is read anyway, for a tag header that is set or removed anyway: ${(per("rule") * 1000).toFixed(0)} ns a request.`,
    `One more byte of the hashed value: ${(per("byte") * 1000).toFixed(1)} ns.`,
    `${FLEET.gateways.toLocaleString("en")} gateways of ${FLEET.workers} workers, each with ${FLEET.requestsPerSecond.toLocaleString("en")} requests/s: ${fleet.join(" to ")} cores and ${((perGateway * FLEET.gateways) / MIB_PER_GIB).toFixed(1)} GiB in all.`,
  ];
}
