import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import { loadAll } from "js-yaml";
import { MissingPart } from "./install-envoy.ts";

interface Schema {
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  "x-kubernetes-preserve-unknown-fields"?: boolean;
}

interface CustomResourceDefinition {
  spec: {
    names: { kind: string };
    versions: { name: string; schema: { openAPIV3Schema: Schema } }[];
  };
}

/** What an API server adds to a definition that has it not. */
const OF_EVERY_KIND = { apiVersion: {}, kind: {}, metadata: {} };

/** The mistakes in an object, by its project's own definition of its kind. */
export type Check = (object: unknown) => string[];

/**
 * The folder of a Go module that go.mod and go.sum in `folder` pin; it is downloaded the first time. Throws MissingPart
 * where there is no Go.
 */
export function goModule(folder: string, module: string): string {
  const command = ["mod", "download", "-C", folder, "-json", module];
  const { error, status, stdout, stderr } = spawnSync("go", command, { encoding: "utf8" });
  if (error) throw new MissingPart("Go not found. Install Go 1.26 or newer.");
  if (status !== 0) throw new Error(`go ${command.join(" ")}: ${stdout}${stderr}`);
  return (JSON.parse(stdout) as { Dir: string }).Dir;
}

/** Checks objects by the definition of `kind` in a file of definitions, which may be a template of Helm's. */
export function checkOf(file: string, kind: string): Check {
  const text = readFileSync(file, "utf8").replace(/^\{\{.*\}\}$/gm, "");
  const definitions = loadAll(text) as (CustomResourceDefinition | null)[];
  const definition = definitions.find((each) => each?.spec.names.kind === kind);
  if (!definition) throw new Error(`${file} has no ${kind}`);
  const [version] = definition.spec.versions;
  // Kubernetes adds keywords and formats of its own to JSON Schema, none of which says what is valid here.
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  const schema = version!.schema.openAPIV3Schema;
  const properties = { ...OF_EVERY_KIND, ...schema.properties };
  const validate: ValidateFunction = ajv.compile(closed({ ...schema, properties }));
  return (object) =>
    validate(object)
      ? []
      : validate.errors!.map(
          ({ instancePath, message, params }) => `${instancePath}: ${message} ${JSON.stringify(params)}`,
        );
}

/** The schema without its tolerance of unknown fields: `kubectl apply` does not tolerate them either. */
function closed(schema: Schema): Schema {
  const { properties, additionalProperties, items } = schema;
  return {
    ...schema,
    ...(items && { items: closed(items) }),
    ...(typeof additionalProperties === "object" && { additionalProperties: closed(additionalProperties) }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, of]) => [name, closed(of)])),
      additionalProperties: schema["x-kubernetes-preserve-unknown-fields"] ?? false,
    }),
  };
}
