import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import type { Socket } from "node:net";
import { MissingPart } from "./install-envoy.ts";

/** Inside, a file system in memory covers it. */
const HIDDEN = "/var/lib";
const HIDE = ["mount", "-t", "tmpfs", "tmpfs", HIDDEN];
/** Inside the namespace, a folder in memory that is gone with it. */
export const PRIVATE_FOLDER = `${HIDDEN}/hash-tagging`;

const INSIDE = "HASH_TAGGING_NAMESPACE";
const UNSHARE = [
  "--user",
  "--map-root-user",
  "--net",
  "--mount",
  "--pid",
  "--fork",
  "--kill-child",
  "--mount-proc",
];

/**
 * Goes on in a private namespace, in which every port is free, nothing is reachable from outside, and nothing is left
 * of any process once this one ends: outside of it, runs this same program inside and exits with its status; inside,
 * returns false. Where there can be none, returns the reason: a test's `skip`. Inside there is no network: what needs one
 * to be installed is `needed`, beside what brings up the loopback interface.
 */
export async function enterPrivateNamespace(
  loopbackUp: () => Promise<string>,
  ...needed: (() => Promise<unknown>)[]
): Promise<string | false> {
  let loopback: string;
  try {
    loopback = await loopbackUp();
    for (const install of needed) await install();
  } catch (error) {
    if (error instanceof MissingPart) return error.message;
    throw error;
  }
  if (process.env[INSIDE] === "1") return setUp(loopback);
  if ([import.meta.filename, loopback].some((path) => path.startsWith(`${HIDDEN}/`))) {
    return `the checkout or the cache is in ${HIDDEN}, which Istio's agent needs to itself`;
  }
  const trial = spawnSync("unshare", [...UNSHARE, ...HIDE], { encoding: "utf8" });
  if (trial.status !== 0) return `unshare: ${trial.error?.message ?? trial.stderr.trim()}`;
  const command = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  const inside = spawn("unshare", [...UNSHARE, ...command], {
    stdio: ["pipe", "inherit", "inherit"],
    env: { ...process.env, [INSIDE]: "1" },
  });
  const [status] = (await once(inside, "close")) as [number | null];
  process.exit(status ?? 1);
}

/** This is the first process of the namespace: with it go all others, so it goes with the one that started it. */
function setUp(loopbackUp: string): false {
  process.stdin.on("end", () => process.exit(1)).resume();
  (process.stdin as Socket).unref();
  for (const [command, ...args] of [[loopbackUp], HIDE]) {
    const { status, stderr } = spawnSync(command!, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
  }
  mkdirSync(PRIVATE_FOLDER);
  return false;
}
