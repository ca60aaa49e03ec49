import release from "../../schema/release.json";
import rules from "../../schema/rules.json";

/** As much of JSON Schema as the schemas of rules and of releases have of fields. */
interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema | boolean>>;
  /** Of fields that have any name. */
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema | boolean;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** A field, and what it means. */
export interface Field {
  readonly name: string;
  readonly about: string;
  /** What stands in it: a list, an object, or neither. */
  readonly kind: "list" | "object" | "value";
  /** The words that it may have, where they are few. */
  readonly words: readonly string[];
}

const RULES = rules as unknown as Schema;
const RELEASE = release as unknown as Schema;
/** Where a manifest has its rules. */
const WRAPPED = /^spec\/(?:pluginConfig|wasm\/pluginConfig|wasm\/config)(?:\/|$)/;

/**
 * The fields of the object that `path` leads to, from the top of a document with the keys `tops`: rules, a manifest that holds
 * some, or a release. None where the schema has no such place.
 */
export function fieldsAt(path: readonly string[], tops: readonly string[]): Field[] {
  const names = placesAt(path, tops).flatMap(({ schema: { properties = {} } }) =>
    Object.keys(properties).filter((name) => typeof properties[name] === "object"),
  );
  return [...new Set(names)].flatMap((name) => fieldAt([...path, name], tops) ?? []);
}

/** The field that `path` leads to, also one of any name, such as that of an app. */
export function fieldAt(path: readonly string[], tops: readonly string[]): Field | undefined {
  const name = path.at(-1)!;
  const own = placesAt(path.slice(0, -1), tops).flatMap((place) => below(place, name).flatMap(madeOf));
  if (own.length === 0) return undefined;
  const schemas = own.map(({ schema }) => schema);
  const words = schemas.flatMap(({ type, enum: some = [], const: only }) => [
    ...some,
    ...(only === undefined ? [] : [only]),
    ...(type === "boolean" ? [true, false] : []),
  ]);
  const about = schemas.map(({ description }) => description).find((each) => each !== undefined) ?? "";
  return { name, about, kind: kindOf(schemas), words: [...new Set(words.map(String))] };
}

function kindOf(schemas: readonly Schema[]): Field["kind"] {
  const types = schemas.map(({ type }) => type);
  if (types.some((type) => type !== undefined && !["array", "object"].includes(type))) return "value";
  return types.includes("array") ? "list" : types.includes("object") ? "object" : "value";
}

/** A part of a schema, with what it may refer to. */
interface Part {
  readonly root: Schema;
  readonly schema: Schema;
}

/** All that the value which `path` leads to is made of; of a list, also its items. */
function placesAt(path: readonly string[], tops: readonly string[]): Part[] {
  const isRelease = ["release", "apps", "steps"].some((top) => tops.includes(top));
  const own = tops.includes("kind") ? unwrapped(path) : tops.includes("tests") ? undefined : path;
  if (own === undefined) return [];
  const root = isRelease ? RELEASE : RULES;
  let places = all({ root, schema: root });
  for (const name of own) places = places.flatMap((place) => below(place, name).flatMap(all));
  return places;
}

function unwrapped(path: readonly string[]): string[] | undefined {
  const text = path.join("/");
  const own = text.replace(WRAPPED, "");
  return own === text ? undefined : own.split("/").filter((name) => name !== "");
}

function below({ root, schema }: Part, name: string): Part[] {
  const found = schema.properties?.[name] ?? schema.additionalProperties;
  return typeof found === "object" ? [{ root, schema: found }] : [];
}

function all(part: Part): Part[] {
  return madeOf(part).flatMap((each) => {
    const { items } = each.schema;
    return [each, ...(typeof items === "object" ? all({ root: each.root, schema: items }) : [])];
  });
}

/** The part with all that it refers to, and that it has the choice of. */
function madeOf({ root, schema }: Part): Part[] {
  const { $ref, allOf = [], anyOf = [], oneOf = [] } = schema;
  const named = $ref === undefined ? [] : [root.$defs![$ref.replace("#/$defs/", "")]!];
  const parts = [...named, ...allOf, ...anyOf, ...oneOf];
  return [{ root, schema }, ...parts.flatMap((each) => madeOf({ root, schema: each }))];
}
