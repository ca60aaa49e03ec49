import { type Faults, Fields, shown, textOf } from "./fields.js";
import { checkName } from "./gateways.js";
import {
  type App,
  type Change,
  changed as afterChange,
  type Range,
  type Share,
  type Step,
  type Tag,
  type Testers,
} from "./release.js";
import { readSchedule } from "./schedule.js";
import { bucketsOf } from "./share.js";
import { isForTesters } from "./testers.js";

/** What a step may name: the tag that is meant, and which of its values. */
interface Named {
  readonly tag: Tag;
  /** Those of other lanes are not, and stay as they are. */
  readonly values: readonly string[];
}

/** The words that steps may use: apps, which mean their tags, or lanes, which mean one value of the tag of all. */
export class Names {
  readonly #named: ReadonlyMap<string, Named>;

  constructor(
    apps: readonly App[],
    tags: readonly Tag[],
    hasLanes: boolean,
    readonly modulo: number,
    readonly testers: readonly Testers[],
  ) {
    const ofApps = apps.flatMap(({ name, tagHeader }): [string, Named][] => {
      const tag = tags.find(({ header }) => header === tagHeader);
      return tag === undefined ? [] : [[name, { tag, values: tag.values }]];
    });
    const ofLanes = tags.flatMap((tag) =>
      tag.values.map((lane): [string, Named] => [lane, { tag, values: [lane] }]),
    );
    this.#named = new Map(hasLanes ? ofLanes : ofApps);
  }

  of(name: string): Named | undefined {
    return this.#named.get(name);
  }

  get all(): string[] {
    return [...this.#named.keys()];
  }
}

/** Reads `steps`: what each changes; what it does not name stays as it is. */
export function readSteps(given: readonly unknown[], path: string, names: Names, faults: Faults): Step[] {
  return given.map((each, i) => readStep(new Fields(each, `${path}[${i}]`, faults), names));
}

function readStep(fields: Fields, names: Names): Step {
  const { faults } = fields;
  const changed = fields.names.filter((name) => names.of(name) !== undefined);
  const mayShrink = fields.flag("mayShrink");
  const name = fields.has("name") ? (fields.text("name") ?? "") : changed.join("-").slice(0, 50);
  if (fields.has("name")) checkName(name, fields.at("name"), faults);
  const changes = new Map<string, Change>();
  let last: Share | undefined;
  for (const word of changed) {
    const named = names.of(word)!;
    const { tag, values } = named;
    const path = fields.at(word);
    const value = fields.value(word);
    const share =
      value === "same" ? sameAs(last, named, path, faults) : shareOf(value, named, path, names, faults);
    if (share === undefined) continue;
    last = share;
    const known = changes.get(tag.header);
    const isKnown = known !== undefined && values.some((each) => known.values.includes(each));
    if (isKnown && JSON.stringify(asData(known.share)) !== JSON.stringify(asData(share))) {
      faults.add("tags-differ", path, `the tag ${tag.header} is given two shares; write same`);
    }
    const both = [...new Set([...(known?.values ?? []), ...values])];
    changes.set(tag.header, { share: afterChange(known?.share, { share, values }), path, values: both });
  }
  for (const word of names.all) fields.value(word); // known here
  fields.close();
  if (changed.length === 0) {
    faults.add("missing-field", fields.path, `the step changes nothing; it may name ${names.all.join(", ")}`);
  }
  return { name, mayShrink, changes };
}

const asData = (share: Share) => ("done" in share ? share : [...share.ranges]);

function sameAs(
  last: Share | undefined,
  { values: own }: Named,
  path: string,
  faults: Faults,
): Share | undefined {
  if (last === undefined)
    return faults.add("bad-share", path, "same as what? No app stands before it in the step");
  const values = "done" in last ? [last.done] : [...last.ranges.keys()];
  if (values.length === 1 && own.length === 1) {
    return "done" in last
      ? { done: own[0]! }
      : { ranges: new Map([[own[0]!, last.ranges.get(values[0]!)!]]) };
  }
  if (values.every((value) => own.includes(value))) return last;
  return faults.add(
    "bad-share",
    path,
    "same as an app with other next versions; write the share of each version",
  );
}

/** Reads what becomes of a tag: a word or a share where it has one value, and else an object of them by value. */
function shareOf(
  value: unknown,
  { tag, values }: Named,
  path: string,
  names: Names,
  faults: Faults,
): Share | undefined {
  const isWord = typeof value === "string" || Array.isArray(value);
  if (value === "off") return { ranges: new Map() };
  if (value === "testers") {
    if (isForTesters(names.testers, tag, values)) return { ranges: new Map(values.map((each) => [each, 0])) };
    const why = `the file has no testers who come to ${values.join(" or ")}`;
    return faults.add("bad-share", path, `${why}; say who they are, testers: { ids: [u-17] }`);
  }
  if (isWord && values.length > 1) {
    return faults.add(
      "bad-share",
      path,
      `it has several next versions; write a share of each: { ${values[0]}: 10% }`,
    );
  }
  if (value === "done") return { done: values[0]! };
  if (isWord) {
    const range = rangeOf(value, path, names.modulo, faults);
    return range === undefined ? undefined : { ranges: new Map([[values[0]!, range]]) };
  }
  if (typeof value !== "object" || value === null) {
    return faults.add("bad-share", path, `${shown(value)} is no share; write 10%, 5‰, done, off or same`);
  }
  return shareByValue(new Fields(value, path, faults), values, names);
}

function shareByValue(fields: Fields, values: readonly string[], names: Names): Share | undefined {
  const ranges = new Map<string, Range>();
  const done = values.find((value) => fields.value(value) === "done");
  if (done !== undefined) {
    if (fields.names.length === 1) return { done };
    return fields.faults.add("bad-share", fields.path, `${done} is for everybody; leave the others out`);
  }
  for (const value of values) {
    const given = fields.value(value);
    if (given === undefined) continue;
    const range = rangeOf(given, fields.at(value), names.modulo, fields.faults);
    if (range !== undefined) ranges.set(value, range);
  }
  fields.close();
  return { ranges };
}

function rangeOf(value: unknown, path: string, modulo: number, faults: Faults): Range | undefined {
  if (Array.isArray(value)) return readSchedule(value, path, modulo, faults);
  const text = textOf(value, path, faults);
  if (text === undefined) return undefined;
  const buckets = bucketsOf(text, modulo);
  return typeof buckets === "number" ? buckets : faults.add("bad-share", path, buckets);
}
