import { kindName } from "../rule/source-kind";
import { WrittenKey, WrittenSource } from "../rule/written-key";
import { JsonText } from "../text/json-text";

/** A key as JSON. */
export function addKey(key: WrittenKey, json: JsonText): void {
  json.raw('{"sources":');
  addSources(key.sources, json);
  json.raw(',"placeholders":');
  addTexts(key.placeholders, json);
  json.raw("}");
}

/** A source as JSON. In names of claims and properties the parts have a NUL between them. */
export function addSource(source: WrittenSource, json: JsonText): void {
  json.raw('{"kind":');
  json.text(kindName(source.kind));
  json.raw(',"name":');
  json.text(source.name);
  json.raw(',"capture":');
  json.text(source.captureText);
  json.raw(',"parts":');
  addSources(source.parts, json);
  json.raw("}");
}

/** A list of texts as JSON. */
export function addTexts(texts: string[], json: JsonText): void {
  json.raw("[");
  for (let i = 0; i < texts.length; ++i) {
    if (i > 0) json.raw(",");
    json.text(texts[i]);
  }
  json.raw("]");
}

function addSources(sources: WrittenSource[], json: JsonText): void {
  json.raw("[");
  for (let i = 0; i < sources.length; ++i) {
    if (i > 0) json.raw(",");
    addSource(sources[i], json);
  }
  json.raw("]");
}
