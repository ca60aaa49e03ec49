import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import * as yaml from "js-yaml";
import { Mistake } from "../../lib/mistake.js";
import { KUSTOMIZATION, RELEASE, STEP } from "../../lib/release/folder.js";
import { writeTo } from "./output.js";
import { reason } from "./reason.js";
import type { Streams } from "./streams.js";

/** What a folder holds: a step of a release, with its files; undefined where it holds none. */
export interface Held {
  readonly release: string;
  readonly step: number;
  readonly files: readonly string[];
}

/** What its kustomization says; undefined where there is none, or one of others. */
export async function heldBy(folder: string): Promise<Held | undefined> {
  const text = await readFile(join(folder, KUSTOMIZATION), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  let kustomization: unknown;
  try {
    kustomization = yaml.load(text);
  } catch {
    return undefined; // whatever it is, it is not ours
  }
  const { metadata, resources } = (kustomization ?? {}) as {
    metadata?: { annotations?: Record<string, unknown> };
    resources?: string[];
  };
  const { [RELEASE]: release, [STEP]: step } = metadata?.annotations ?? {};
  if (typeof release !== "string" || !/^\d+$/.test(String(step))) return undefined;
  return { release, step: Number(step), files: resources ?? [] };
}

/**
 * Writes files into a folder, which is made where it is missing; the kustomization comes last. What the step before it had
 * and this one has not is removed. Files of others stay, and are replaced only if `force`.
 */
export async function writeStep(
  folder: string,
  files: ReadonlyMap<string, string>,
  force: boolean,
  streams: Streams,
): Promise<void> {
  const held = await heldBy(folder);
  try {
    await mkdir(folder, { recursive: true });
    const there = await readdir(folder);
    const foreign = [...files.keys()].find((name) => there.includes(name));
    if (held === undefined && foreign !== undefined && !force) {
      throw new Mistake(
        `${join(folder, foreign)}: it is there, and of no release; give --force to replace it, or another folder`,
      );
    }
    for (const [name, text] of files) await writeTo(join(folder, name), text, streams, true);
    const stale = held?.files.filter((name) => !files.has(name) && /^\d-\w+\.yaml$/.test(name)) ?? [];
    for (const name of stale) await rm(join(folder, name), { force: true });
  } catch (error) {
    throw error instanceof Mistake ? error : new Mistake(`${folder}: ${reason(error)}`);
  }
}
