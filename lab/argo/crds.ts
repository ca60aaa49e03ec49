import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import { load } from "js-yaml";
import { MissingPart } from "../install-envoy.ts";

const MODULE = "github.com/argoproj/argo-rollouts";

interface Schema {
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  "x-kubernetes-preserve-unknown-fields"?: boolean;
}

interface CustomResourceDefinition {
  spec: { versions: { name: string; schema: { openAPIV3Schema: Schema } }[] };
}

/** The mistakes in an object, by Argo's own definition of its kind. */
export type Check = (object: unknown) => string[];

/**
 * Reads the definitions from Argo's Go module, which go.mod and go.sum pin and which is downloaded the first time.
 * Throws MissingPart where there is no Go.
 */
export function argoChecks(): { rollout: Check; analysisTemplate: Check } {
  const command = ["mod", "download", "-C", import.meta.dirname, "-json", MODULE];
  const { error, status, stdout, stderr } = spawnSync("go", command, { encoding: "utf8" });
  if (error) throw new MissingPart("Go not found. Install Go 1.26 or newer.");
  if (status !== 0) throw new Error(`go ${command.join(" ")}: ${stdout}${stderr}`);
  const { Dir } = JSON.parse(stdout) as { Dir: string };
  const definition = (file: string) => checkOf(join(Dir, "manifests/crds", file));
  return {
    rollout: definition("rollout-crd.yaml"),
    analysisTemplate: definition("analysis-template-crd.yaml"),
  };
}

function checkOf(file: string): Check {
  const definition = load(readFileSync(file, "utf8")) as CustomResourceDefinition;
  const [version] = definition.spec.versions;
  // Kubernetes adds keywords and formats of its own to JSON Schema, none of which says what is valid here.
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  const validate: ValidateFunction = ajv.compile(closed(version!.schema.openAPIV3Schema));
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
