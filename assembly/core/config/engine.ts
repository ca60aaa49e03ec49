// The fields of each engine in a rule's `hash`. A text may be empty, as engines take that too.
import { Engine, WrittenHash } from "../rule/written-hash";
import { decimal } from "../text/text";
import { boolOf } from "./bool-field";
import { Fields } from "./fields";
import { BAD_SALT, IDLE_FIELD } from "./ids";
import { Json } from "./json";
import { Report } from "./report";
import { MOST_EXACT, seedOf } from "./seed-field";
import { checked, lengthFault, textOf } from "./text-field";
import { wholeOf } from "./whole-field";

/** What the fields of the engine `name` say; null after a report that leaves open which hash is meant. */
export function readEngine(name: string, path: string, json: Json, report: Report): WrittenHash | null {
  if (name == "unleash") return readUnleash(new Fields(path, json, ["groupId", "variants"], report), report);
  if (name == "split") return readSplit(new Fields(path, json, ["seed"], report), report);
  if (name == "flagd") return readText(Engine.Flagd, path, json, "flagKey", report);
  if (name == "growthbook")
    return readGrowthBook(new Fields(path, json, ["seed", "version"], report), report);
  if (name == "launchdarkly")
    return readLaunchDarkly(new Fields(path, json, ["key", "salt", "seed"], report), report);
  if (name == "goFeatureFlag") return readText(Engine.GoFeatureFlag, path, json, "flag", report);
  if (name == "envoy") return readEnvoy(new Fields(path, json, ["seed"], report), report);
  new Fields(path, json, [], report);
  return new WrittenHash(Engine.Higress, "");
}

function readUnleash(fields: Fields, report: Report): WrittenHash {
  const groupId = textIn(fields, "groupId", report);
  const isVariants = boolOf(fields.at("variants"), fields.optional("variants"), false, report);
  return new WrittenHash(isVariants ? Engine.UnleashVariants : Engine.UnleashRollout, groupId);
}

function readSplit(fields: Fields, report: Report): WrittenHash {
  const seed = wholeIn(fields, "seed", i32.MIN_VALUE, u32.MAX_VALUE, report);
  return new WrittenHash(Engine.Split, "", <u32>seed);
}

function readGrowthBook(fields: Fields, report: Report): WrittenHash | null {
  const seed = textIn(fields, "seed", report);
  const version = wholeIn(fields, "version", 1, 2, report);
  if (version == 1) return new WrittenHash(Engine.GrowthBook1, seed);
  return version == 2 ? new WrittenHash(Engine.GrowthBook2, seed) : null;
}

/** A rollout has key and salt, an experiment has a seed. */
function readLaunchDarkly(fields: Fields, report: Report): WrittenHash {
  if (fields.optional("seed") === null) {
    const key = textIn(fields, "key", report);
    return new WrittenHash(Engine.LaunchDarkly, key + "." + textIn(fields, "salt", report));
  }
  if (fields.optional("key") !== null || fields.optional("salt") !== null) {
    const remedy = "means an experiment, and key and salt mean a rollout; keep one of them";
    report.add(IDLE_FIELD, fields.at("seed"), remedy);
  }
  return new WrittenHash(
    Engine.LaunchDarkly,
    decimal(wholeIn(fields, "seed", -MOST_EXACT, MOST_EXACT, report)),
  );
}

function readEnvoy(fields: Fields, report: Report): WrittenHash {
  return new WrittenHash(Engine.Envoy, "", seedOf(fields, "seed", report));
}

/** An engine that has one text, `key`. */
function readText(engine: Engine, path: string, json: Json, key: string, report: Report): WrittenHash {
  return new WrittenHash(engine, textIn(new Fields(path, json, [key], report), key, report));
}

/** A text, or "" after a report. */
function textIn(fields: Fields, key: string, report: Report): string {
  const want = "the " + key + ' of the engine, which may be ""';
  const text = textOf(fields.at(key), fields.required(key, want), want, report);
  return text === null ? "" : checked(BAD_SALT, fields.at(key), text, lengthFault(text), report);
}

/** A whole number in [least, most]; -1 after a report. */
function wholeIn(fields: Fields, key: string, least: i64, most: i64, report: Report): i64 {
  const want = "a whole number from " + decimal(least) + " to " + decimal(most);
  const json = fields.required(key, want);
  return json === null ? -1 : wholeOf(fields.at(key), json, least, most, want, report);
}
