import * as yaml from "js-yaml";
import { numeralTags } from "./numeral.js";
import { type Place, PlaceFinder } from "./places.js";

// YAML 1.2's core schema, in which `on` is a word, with the merge key `<<` of YAML 1.1.
const SCHEMA = yaml.CORE_SCHEMA.withTags(yaml.mergeTag, yaml.realMapTag, numeralTags);

// Far above what a rules file needs.
const MAX_DEPTH = 16;
const MAX_ALIASES = 1000;

/** A value of a YAML file, mappings as Map and numbers as Numeral, and where it stands. */
export interface Node {
  readonly value: unknown;
  readonly place: Place;
}

/** What makes a text no YAML, and where. */
export class NotYaml extends Error {
  constructor(
    readonly offset: number,
    message: string,
  ) {
    super(message);
  }
}

/** The documents of a YAML file that are not empty. Throws NotYaml. `maxDepth` is how deep a value may lie. */
export function readDocuments(source: string, maxDepth = MAX_DEPTH): Node[] {
  const { events, values } = read(source, maxDepth);
  const places = new PlaceFinder(source).find(events);
  const documents = places.map((place, index) => ({ place, value: values[index] }));
  return documents.filter(({ value }) => value !== null);
}

function read(source: string, maxDepth: number): { events: yaml.Event[]; values: unknown[] } {
  try {
    const events = yaml.parseEvents(source, { maxDepth });
    const options = { source, schema: SCHEMA, maxAliases: MAX_ALIASES };
    return { events, values: yaml.constructFromEvents(events, options) };
  } catch (error) {
    if (!(error instanceof yaml.YAMLException) || error.mark === undefined) throw error;
    throw new NotYaml(error.mark.position, `not YAML: ${error.reason}`);
  }
}
