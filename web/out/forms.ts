import { gateway } from "../../lib/manifest/deployment.js";
import { FORMATS, FORMAT_NAMES } from "../../lib/manifest/formats.js";
import { Mistake } from "../../lib/mistake.js";
import { DIALECTS } from "../../lib/sql/dialects.js";
import { definitions, functions } from "../../lib/sql/statements.js";
import type { Moment } from "../rules/moment.ts";
import type { Asked } from "../state/state.ts";
import { curlOf } from "./curl.ts";

/** What else the page can write, by what people call it. */
export const FORMS: Readonly<Record<string, (moment: Moment, asked: Asked, url: string) => string>> = {
  ...Object.fromEntries(FORMAT_NAMES.map((format) => [`manifest: ${format}`, manifest(format)])),
  ...Object.fromEntries(
    DIALECTS.map((dialect) => [
      `SQL: ${dialect}`,
      ({ described }: Moment) => functions(definitions([...described], "rules.yaml"), dialect),
    ]),
  ),
  curl: curlOf,
};

function manifest(format: (typeof FORMAT_NAMES)[number]) {
  return ({ json }: Moment, _: Asked, url: string) => {
    const target = format === "envoy-gateway" ? { "target-ref": ["Gateway/gateway"] } : {};
    const render = FORMATS[format](gateway, { url, ...target }, () => {
      throw new Mistake("auto: the page has built no module");
    });
    return render(json);
  };
}

/** Where the module is, unless a person says so: an Envoy on its own takes no image. */
export function urlFor(form: string): string {
  return form.endsWith("envoy")
    ? "file:///etc/envoy/hash-tagging.wasm"
    : "oci://registry.example/hash-tagging:0.1.0";
}

/** The text of a form, or why there is none. */
export function written(
  form: string,
  moment: Moment,
  asked: Asked,
  url: string,
): { text: string } | { fault: string } {
  try {
    return { text: FORMS[form]!(moment, asked, url) };
  } catch (error) {
    if (error instanceof Mistake) return { fault: error.message };
    throw error;
  }
}
