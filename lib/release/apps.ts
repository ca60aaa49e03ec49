import { Fields, textOf } from "./fields.js";
import { checkName, readGateway } from "./gateways.js";
import type { App, Gateway, Tag } from "./release.js";

/** What a step may not call an app, as it means something else there. */
export const STEP_FIELDS = ["name", "mayShrink"];

/** What an app may not say where there are lanes. */
const OF_LANES = ["next", "tag", "salt"];

const VERSION = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;

/**
 * Reads `apps`. The tag header of one is `prefix` and its name, unless it says `tag`. Where there are lanes, those have the
 * versions and the one tag header.
 */
export function readApps(
  given: Fields,
  prefix: string,
  entry: Gateway,
  hasLanes: boolean,
): { apps: App[]; tags: Tag[] } {
  const apps: App[] = [];
  const tags = new Map<string, Tag>();
  for (const name of given.names) {
    const fields = given.fields(name)!;
    checkName(name, fields.path, given.faults);
    if (STEP_FIELDS.includes(name)) {
      given.faults.add("bad-name", fields.path, `a step has a field ${name}; call the app otherwise`);
    }
    for (const field of hasLanes ? OF_LANES : []) {
      const why = "the lanes say which versions there are, and by which tag; leave it out";
      if (fields.has(field)) given.faults.add("idle-field", fields.at(field), why);
    }
    const { app, tag } = readApp(name, fields, prefix, entry);
    apps.push(app);
    if (tag.values.length === 0) continue; // it has no new version
    const known = tags.get(tag.header);
    if (known === undefined) tags.set(tag.header, tag);
    else if (known.values.join() !== tag.values.join() || known.salt !== tag.salt) {
      given.faults.add(
        "tags-differ",
        fields.path,
        `another app has the tag ${tag.header} with other next versions or salt; give both the same`,
      );
    }
  }
  if (given.names.length === 0) given.faults.add("missing-field", given.path, "no app; write at least one");
  return { apps, tags: [...tags.values()] };
}

function readApp(name: string, fields: Fields, prefix: string, entry: Gateway): { app: App; tag: Tag } {
  const port = fields.whole("port", 1, 65535) ?? 0;
  const stable = versionIn(fields, "stable");
  const values = fields.has("next") ? nextIn(fields) : [];
  if (values.includes(stable)) {
    fields.faults.add("versions-same", fields.at("next"), `${stable} is the stable version; name another`);
  }
  const header = fields.text("tag", `${prefix}${name}`)?.toLowerCase() ?? "";
  const salt = fields.has("salt") ? { salt: fields.text("salt") ?? "" } : {};
  const isEntry = fields.flag("entry");
  const own = fields.has("gateway") ? { gateway: readGateway(fields.fields("gateway")!) } : {};
  if (isEntry && fields.has("gateway")) {
    fields.faults.add(
      "idle-field",
      fields.at("gateway"),
      "the entry is called through the release's gateway; leave it out",
    );
  }
  fields.close();
  const gateway = isEntry ? { gateway: entry } : own;
  const versions = new Map(values.map((value) => [value, value]));
  const app = { name, port, stable, versions, tagHeader: header, ...gateway };
  return { app, tag: { header, values, starts: new Map(), ...salt, path: fields.path } };
}

/** One next version, or a list of them. */
function nextIn(fields: Fields): string[] {
  const next = fields.value("next");
  if (!Array.isArray(next)) return [versionIn(fields, "next")];
  const versions = next.map((each, i) => versionOf(each, `${fields.at("next")}[${i}]`, fields));
  if (versions.length === 0)
    fields.faults.add("not-a-list", fields.at("next"), "an empty list; leave it out");
  if (new Set(versions).size < versions.length) {
    fields.faults.add("versions-same", fields.at("next"), "one version stands there twice; keep one");
  }
  return versions;
}

/** A version, which is the label of pods. */
export function versionIn(fields: Fields, field: string): string {
  const value = fields.value(field);
  if (value === undefined) return fields.missing(field) ?? "";
  return versionOf(value, fields.at(field), fields);
}

function versionOf(value: unknown, path: string, { faults }: Fields): string {
  const version = textOf(value, path, faults) ?? "";
  if (version !== "" && !VERSION.test(version)) {
    faults.add(
      "bad-name",
      path,
      `${JSON.stringify(version)} is no label's value; use A-Z, a-z, 0-9, -, _ and ., at most 63`,
    );
  }
  return version;
}
