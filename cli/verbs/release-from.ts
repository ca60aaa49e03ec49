import { basename, resolve } from "node:path";
import { isName } from "../../lib/manifest/kubernetes.js";
import { Mistake } from "../../lib/mistake.js";
import { propose } from "../../lib/release/from/propose.js";
import type { Found } from "../../lib/release/from/objects.js";
import { readRelease } from "../../lib/release/read.js";
import { YamlConfiguration } from "../../lib/yaml/configuration.js";
import { NotYaml, readDocuments } from "../../lib/yaml/documents.js";
import { YamlText } from "../../lib/yaml/text.js";
import { nameOf, readText } from "../files/config-file.js";
import { type Streams, write } from "../files/streams.js";
import { listFiles } from "../files/tree.js";

/** Manifests of others may nest deep. */
const MAX_DEPTH = 100;

/** Writes the release file that the manifests in `folder` come to; on standard error, what is left to be looked at. */
export async function proposeFrom(folder: string, more: readonly string[], streams: Streams): Promise<void> {
  if (more.length > 0) throw new Mistake(`${more[0]}: --from proposes a release; give no file beside it`);
  const objects: Found[] = [];
  for (const { file } of await listFiles([folder], true)) {
    objects.push(...objectsIn(await readText(file, streams.stdin), nameOf(file)));
  }
  const name = basename(resolve(folder));
  const { text, notes } = propose(objects, isName(name) ? name : "release");
  const read = readRelease(new YamlText("release", text).json);
  const faults = "errors" in read ? read.errors.map(({ path, message }) => `${path}: ${message}`) : [];
  await write(streams.stderr, [...new Set([...notes, ...faults])].map((line) => `${line}\n`).join(""));
  await write(streams.stdout, text);
}

/** The objects in the text of a file; a file that is no YAML has none. */
function objectsIn(source: string, file: string): Found[] {
  try {
    return readDocuments(source, MAX_DEPTH).map(
      (document) => JSON.parse(new YamlConfiguration(document).json) as Found,
    );
  } catch (error) {
    if (error instanceof NotYaml || error instanceof SyntaxError)
      throw new Mistake(`${file}: ${error.message}`);
    throw error;
  }
}
