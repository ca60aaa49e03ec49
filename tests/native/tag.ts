import type { Envoy } from "../../lab/envoy.ts";
import { arrival, values } from "../envoy/client.ts";

/** What arrives in appver-a, of a user whose client writes "forged" into it; with these lines too. */
export async function tagOf(envoy: Envoy, ...lines: [name: string, value: string][]): Promise<string> {
  const arrived = await arrival(envoy.url("gateway"), [
    ["x-user-id", "0005"],
    ["appver-a", "forged"],
    ...lines,
  ]);
  return values(arrived, "appver-a").join();
}
