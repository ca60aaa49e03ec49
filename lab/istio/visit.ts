import { get, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";

/** What one application of the chain says of itself, and the tags that it was given. */
export interface Hop {
  app: string;
  version: string;
  tags: Record<string, string>;
}

export interface Visit {
  status: number;
  /** As the client sees it: "-> app-a(version: v1, ip: …)-> app-b(…)-> app-c(…)". */
  text: string;
  hops: Hop[];
}

/**
 * A request to the gateway at `url`, and what the sample app's chain of services made of it. (Not by fetch, which takes
 * four times as long: a test makes thousands.)
 */
export async function visit(url: string, headers: Record<string, string>): Promise<Visit> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { headers }, resolve).on("error", reject);
  });
  const body = await text(response);
  const seen = String(response.headers["x-tags-seen"] ?? "").split(", ");
  const hops = [...body.matchAll(/-> (\S+?)\(version: (\S+?),/g)].map(([, app, version], i) => ({
    app: app!,
    version: version!,
    tags: Object.fromEntries(
      (seen[i] ?? "")
        .split(" ")
        .slice(1)
        .map((tag) => tag.split("=")),
    ),
  }));
  return { status: response.statusCode!, text: body, hops };
}

/** How a request ends: the versions on its way, such as "v1 v1 v2", or "status 503". */
export async function chainOf(url: string, headers: Record<string, string>): Promise<string> {
  const { status, hops } = await visit(url, headers);
  return status === 200 ? hops.map(({ version }) => version).join(" ") : `status ${status}`;
}
