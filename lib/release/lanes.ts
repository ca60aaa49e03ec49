import { type Faults, type Fields, textOf } from "./fields.js";
import { checkName } from "./gateways.js";
import type { App, Tag } from "./release.js";

/**
 * Reads `lanes`: which apps have a version of their own in each; any other app serves a lane by its stable version. Which
 * lane a request is in stands in one tag header, for all apps.
 */
export function readLanes(given: Fields, header: string, apps: readonly App[]): { apps: App[]; tags: Tag[] } {
  const { faults } = given;
  const lanes = new Map(given.names.map((lane) => [lane, laneIn(given, lane, apps)]));
  for (const app of apps.filter(({ versions }) => versions.size > 0)) {
    faults.add("idle-field", `apps.${app.name}.next`, "the lanes say which versions there are; leave it out");
  }
  const inLanes = apps.map((app) => ({
    ...app,
    tagHeader: header,
    versions: new Map(
      [...lanes].flatMap(([lane, versions]) => {
        const version = versions.get(app.name);
        return version === undefined ? [] : [[lane, version] as const];
      }),
    ),
  }));
  return {
    apps: inLanes,
    tags: [{ header, values: [...lanes.keys()], starts: new Map(), path: given.path }],
  };
}

function laneIn(given: Fields, lane: string, apps: readonly App[]): Map<string, string> {
  checkName(lane, given.at(lane), given.faults);
  const fields = given.fields(lane)!;
  const versions = new Map<string, string>();
  for (const { name } of apps) {
    if (fields.has(name)) versions.set(name, versionIn(fields, name, given.faults));
  }
  fields.close();
  if (versions.size === 0)
    given.faults.add("missing-field", fields.path, "a lane of no app; name at least one");
  return versions;
}

function versionIn(fields: Fields, name: string, faults: Faults): string {
  return textOf(fields.value(name), fields.at(name), faults) ?? "";
}
