import { type Located, YamlConfiguration } from "../yaml/configuration.js";
import { type Node, NotYaml, readDocuments } from "../yaml/documents.js";
import { find } from "../yaml/locate.js";
import { type Configuration, contentOf } from "./configurations.js";
import { type Diagnostic, SEVERITIES, type Severity } from "./diagnostic.js";
import type { CheckedText } from "./checked-text.js";
import { diagnosticAt } from "./diagnostic-at.js";
import { isBesideOurs } from "./together.js";

/** Manifests of others may nest deep. */
export const MAX_DEPTH = 100;
/** What a template of Helm, Jinja or the like has, outside of comments. */
const TEMPLATE = /^[^#\n]*?(?=\{\{|\{%)/m;
/** What a file has that is ours, or would be if it could be read. */
const OURS = /tagHeader|hash-tagging|header-propagation/;

/**
 * Says what there is to say of the YAML or JSON text of a file. `isNamed`: it was asked for by its name, so that it must
 * hold something of ours, and not only may.
 */
export function checkText(file: string, source: string, isNamed: boolean): CheckedText {
  const diagnostics: Diagnostic[] = [];
  const add = (severity: Severity, located: Located) =>
    diagnostics.push(diagnosticAt(file, source, severity, located));
  let documents: Node[] = [];
  const done = (configurations: number): CheckedText => {
    return { diagnostics, files: 1, configurations, file, source, documents };
  };
  try {
    documents = readDocuments(source, MAX_DEPTH);
  } catch (error) {
    if (!(error instanceof NotYaml)) throw error;
    if (isNamed || OURS.test(source))
      add("error", template(source) ?? whole("not-yaml", error.message, error.offset));
    return done(0);
  }
  const contents = documents.map((document) => ({ document, content: contentOf(document) }));
  const configurations = contents.flatMap(({ content }) =>
    "other" in content ? [] : content.configurations,
  );
  for (const configuration of configurations) {
    const found = findingsIn(configuration, source);
    for (const severity of SEVERITIES) for (const each of found[severity]) add(severity, each);
  }
  for (const { document, content } of contents) {
    if ("other" in content) continue;
    for (const { path, ...said } of content.advice) {
      add("warning", { offset: find(document.place, path).place.offset, path, ...said });
    }
  }
  if (!isNamed || configurations.length > 0) return done(configurations.length);
  if (documents.length === 0) add("error", whole("not-ours", "the file is empty"));
  for (const { document, content } of contents) {
    if ("other" in content && !isBesideOurs(document))
      add("error", whole("not-ours", content.other, document.place.offset));
  }
  return done(0);
}

const NOTHING: Record<Severity, readonly Located[]> = { error: [], warning: [], advice: [] };

/** What there is to say of a configuration, with paths from the top of its document. */
function findingsIn(
  { node, path, findings }: Configuration,
  source: string,
): Record<Severity, readonly Located[]> {
  const configuration = new YamlConfiguration(node);
  const fromTop = (each: Located): Located => ({
    ...each,
    id: each.id === "" ? "not-json" : each.id,
    path: [path, each.path].filter((part) => part !== "").join("."),
  });
  const { unreadable, json } = configuration;
  const unrendered = unreadable.length > 0 || json.includes("{{") ? template(source) : undefined;
  if (unrendered !== undefined) return { ...NOTHING, error: [unrendered] };
  if (unreadable.length > 0) return { ...NOTHING, error: unreadable.map(fromTop) };
  const found = findings(json);
  return {
    error: configuration.errors(found).map(fromTop),
    warning: configuration.warnings(found).map(fromTop),
    advice: (found.advice ?? []).map((each) => fromTop(configuration.locate(each))),
  };
}

/** What a text is that has yet to be rendered; undefined for any other. */
function template(source: string): Located | undefined {
  const found = TEMPLATE.exec(source);
  if (found === null) return undefined;
  const message = "a template, not yet YAML; render it first, and check what comes out";
  return whole("template", message, found.index + found[0].length);
}

function whole(id: string, message: string, offset = 0): Located {
  return { offset, id, path: "", message };
}
