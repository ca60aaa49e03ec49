import type { Finding, Findings } from "../core.js";
import { readApps } from "./apps.js";
import { Faults, Fields } from "./fields.js";
import { nameIn, readGateway } from "./gateways.js";
import { readLanes } from "./lanes.js";
import { laidOut } from "./layout.js";
import { CARRIES, FALLBACKS, type Release } from "./release.js";
import { saidOfRules } from "./said-of-rules.js";
import { refuseShrinking } from "./shrink.js";
import { Names, readSteps } from "./steps.js";
import { readTesters } from "./testers.js";

const MOST_BUCKETS = 1e8;

/** A release, or what is wrong with its file, by paths. */
export type Read = { readonly release: Release } | { readonly errors: readonly Finding[] };

/** Reads the JSON of a release file. What it says of rules is checked by the code that the gateway runs. */
export function readRelease(json: string): Read {
  const faults = new Faults();
  const release = read(new Fields(JSON.parse(json), "", faults));
  if (faults.errors.length === 0) faults.errors.push(...saidOfRules(release).errors);
  if (faults.errors.length === 0) refuseShrinking(release, faults);
  return faults.errors.length === 0 ? { release } : { errors: faults.errors };
}

/** The release of a JSON text in which `readRelease` has found nothing wrong: its steps are not counted anew. */
export function checkedRelease(json: string): Release {
  return read(new Fields(JSON.parse(json), "", new Faults()));
}

/** What is wrong with a release file, by its JSON text; and of one that is right, what its author should know. */
export function releaseFindings(json: string): Findings & { readonly advice: readonly Finding[] } {
  const read = readRelease(json);
  if ("errors" in read) return { errors: [...read.errors], warnings: [], advice: [] };
  return saidOfRules(read.release);
}

function read(fields: Fields): Release {
  const { faults } = fields;
  const name = nameIn(fields, "release");
  const namespace = nameIn(fields, "namespace", "default");
  const given = fields.fields("gateway");
  const gateway = given === undefined ? NOWHERE : readGateway(given);
  const key = (fields.list("key") ?? []) as readonly object[];
  const modulo = fields.whole("modulo", 1, MOST_BUCKETS, 100) ?? 100;
  const carry = fields.choice("carry", CARRIES);
  const prefix = fields.text("tags", "appver-") ?? "";
  const ofApps = fields.fields("apps");
  const hasLanes = fields.has("lanes");
  const own = ofApps === undefined ? { apps: [], tags: [] } : readApps(ofApps, prefix, gateway, hasLanes);
  for (const field of ["lane", "fallback"]) {
    if (fields.has(field) && !hasLanes)
      faults.add("idle-field", fields.at(field), "there are no lanes; leave it out");
  }
  const lane = fields.has("lane") ? (fields.text("lane") ?? "").toLowerCase() : `${prefix}lane`;
  const fallback = fields.choice("fallback", FALLBACKS);
  const { apps, tags } = hasLanes ? readLanes(fields.fields("lanes")!, lane, fallback, own.apps) : own;
  if (ofApps !== undefined && !apps.some((app) => app.gateway === gateway)) {
    faults.add("no-entry", ofApps.path, "no app is the entry; write entry: true at what the gateway calls");
  }
  const testers = fields.has("testers") ? readTesters(fields, tags) : [];
  const names = new Names(apps, tags, hasLanes, modulo, testers);
  const steps = readSteps(fields.list("steps") ?? [], fields.at("steps"), names, faults);
  fields.close();
  const release = {
    name,
    namespace,
    gateway,
    key,
    modulo,
    carry,
    fallback,
    apps,
    steps,
    testers,
  };
  return { ...release, tags: tags.map((tag) => laidOut(tag, steps, modulo, faults)) };
}

const NOWHERE = { name: "", namespace: "", hosts: [], selector: "" };
