import rules from "../../schema/rules.json";

/** As much of JSON Schema as the schema of rules has of fields. */
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

const ROOT = rules as unknown as Schema;
/** Where a manifest has its rules. */
const WRAPPED = /^spec\/(?:pluginConfig|wasm\/pluginConfig|wasm\/config)(?:\/|$)/;
/** What else of ours a document may be, by a key at its top. */
const OTHERS = ["release", "tests"];

/**
 * The fields of the object that `path` leads to, from the top of a document with the keys `tops`: rules, or a manifest that holds
 * some. None where the schema of rules has no such place.
 */
export function fieldsAt(path: readonly string[], tops: readonly string[]): Field[] {
  const own = tops.includes("kind") ? unwrapped(path) : path;
  if (own === undefined || OTHERS.some((top) => tops.includes(top))) return [];
  let places = all(ROOT);
  for (const name of own)
    places = places.flatMap((each) => parts(each.properties?.[name] ?? each.additionalProperties));
  const fields = new Map<string, Field>();
  for (const { properties = {} } of places) {
    for (const [name, value] of Object.entries(properties)) {
      const known = fields.get(name);
      if (typeof value === "object" && (known === undefined || known.about === "")) {
        fields.set(name, fieldOf(name, value));
      }
    }
  }
  return [...fields.values()];
}

function unwrapped(path: readonly string[]): string[] | undefined {
  const text = path.join("/");
  const own = text.replace(WRAPPED, "");
  return own === text ? undefined : own.split("/").filter((name) => name !== "");
}

function fieldOf(name: string, schema: Schema): Field {
  const own = madeOf(schema);
  const words = own.flatMap(({ type, enum: some = [], const: only }) => [
    ...some,
    ...(only === undefined ? [] : [only]),
    ...(type === "boolean" ? [true, false] : []),
  ]);
  const kind = own.some(({ items }) => items !== undefined)
    ? "list"
    : own.some(({ properties }) => properties !== undefined)
      ? "object"
      : "value";
  return {
    name,
    about: own.map(({ description }) => description).find((about) => about !== undefined) ?? "",
    kind,
    words: [...new Set(words.map(String))],
  };
}

function parts(schema: Schema | boolean | undefined): Schema[] {
  return typeof schema === "object" ? all(schema) : [];
}

/** The schema with all that it is made of, and of a list that of its items. */
function all(schema: Schema): Schema[] {
  return madeOf(schema).flatMap((each) => [each, ...parts(each.items)]);
}

/** The schema with all that it refers to, and that it has the choice of. */
function madeOf(schema: Schema): Schema[] {
  const { $ref, allOf = [], anyOf = [], oneOf = [] } = schema;
  const named = $ref === undefined ? [] : [ROOT.$defs![$ref.replace("#/$defs/", "")]!];
  return [schema, ...[...named, ...allOf, ...anyOf, ...oneOf].flatMap(madeOf)];
}
