import { gateway } from "../../lib/manifest/deployment.js";
import { FORMATS, FORMAT_NAMES } from "../../lib/manifest/formats.js";
import { Mistake } from "../../lib/mistake.js";
import { DIALECTS } from "../../lib/sql/dialects.js";
import { definitions, functions } from "../../lib/sql/statements.js";
import type { Chosen } from "../rules/chosen.ts";
import { curlOf } from "./curl.ts";
import { stepObjects, STEP_FORMS } from "./step-objects.ts";
import { testOf } from "./test-of.ts";
import { built, type Wanted } from "./wanted.ts";

/** What else the page can write of rules, by what people call it. */
const OF_RULES: Readonly<Record<string, (wanted: Wanted) => string>> = {
  ...Object.fromEntries(FORMAT_NAMES.map((format) => [`manifest: ${format}`, manifest(format)])),
  ...Object.fromEntries(
    DIALECTS.map((dialect) => [
      `SQL: ${dialect}`,
      ({ moment }: Wanted) => functions(definitions([...moment.described], "rules.yaml"), dialect),
    ]),
  ),
  test: testOf,
  curl: ({ moment, asked }) => curlOf(moment, asked),
};

/** The forms that there are, the first one first: of a step of a release also its objects. */
export function formsFor(of: Chosen["of"]): string[] {
  return [...(of === undefined ? [] : STEP_FORMS), ...Object.keys(OF_RULES)];
}

function manifest(format: (typeof FORMAT_NAMES)[number]) {
  return ({ moment, url }: Wanted) => {
    const target = format === "envoy-gateway" ? { "target-ref": ["Gateway/gateway"] } : {};
    return FORMATS[format](gateway, { url, ...target }, built)(moment.json);
  };
}

/** Where the module is, unless a person says so: an Envoy on its own takes no image. */
export function urlFor(form: string): string {
  return form.endsWith("envoy")
    ? "file:///etc/envoy/hash-tagging.wasm"
    : "oci://registry.example/hash-tagging:0.1.0";
}

/** The text of a form, or why there is none. */
export function written(form: string, wanted: Wanted): { text: string } | { fault: string } {
  try {
    return { text: (OF_RULES[form] ?? stepObjects(form))(wanted) };
  } catch (error) {
    if (error instanceof Mistake) return { fault: error.message };
    throw error;
  }
}
