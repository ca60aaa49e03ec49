import { STEP_FIELDS, versionIn } from "./apps.js";
import type { Fields } from "./fields.js";
import { checkName } from "./gateways.js";
import { type App, type Fallback, STABLE, type Tag } from "./release.js";

/**
 * Reads `lanes`: which apps have a version of their own in each; any other app serves a lane by its stable version, or is
 * refused where there is no fallback. Which lane a request is in stands in one tag header, for all apps.
 */
export function readLanes(
  given: Fields,
  header: string,
  fallback: Fallback,
  apps: readonly App[],
): { apps: App[]; tags: Tag[] } {
  const lanes = new Map(given.names.map((lane) => [lane, laneIn(given, lane, fallback, apps)]));
  if (lanes.size === 0) given.faults.add("missing-field", given.path, "no lane; write at least one");
  const inLanes = apps.map((app) => {
    const own = [...lanes].flatMap(([lane, versions]): [string, string][] => {
      const version = versions.get(app.name);
      return version === undefined ? [] : [[lane, version]];
    });
    const ofTheRest: [string, string][] = fallback === "none" ? [[STABLE, app.stable]] : [];
    return { ...app, tagHeader: header, versions: new Map([...ofTheRest, ...own]) };
  });
  return {
    apps: inLanes,
    tags: [{ header, values: [...lanes.keys()], starts: new Map(), path: given.path }],
  };
}

function laneIn(given: Fields, lane: string, fallback: Fallback, apps: readonly App[]): Map<string, string> {
  const { faults } = given;
  checkName(lane, given.at(lane), faults);
  if (STEP_FIELDS.includes(lane)) {
    faults.add("bad-name", given.at(lane), `a step has a field ${lane}; call the lane otherwise`);
  }
  if (fallback === "none" && lane === STABLE) {
    faults.add("bad-name", given.at(lane), `${STABLE} is the lane of all others; call this one otherwise`);
  }
  const fields = given.fields(lane)!;
  const versions = new Map<string, string>();
  for (const { name } of apps) {
    if (fields.has(name)) versions.set(name, versionIn(fields, name));
    else if (fallback === "none") {
      faults.add("missing-field", fields.path, `no version of ${name}; name one, or say fallback: stable`);
    }
  }
  fields.close();
  if (versions.size === 0) faults.add("missing-field", fields.path, "a lane of no app; name at least one");
  return versions;
}
