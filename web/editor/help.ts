import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import { hoverTooltip } from "@codemirror/view";
import { type Asked, askedAt, keyAt } from "./place.ts";
import type { Field } from "./schema.ts";

/** The schemas are loaded when they are first asked. */
const schema = () => import("./schema.ts");

/** What may stand at the caret by the schema of rules, or of releases: fields that are not there yet, or the words of one. */
async function completions({ state, pos, explicit }: CompletionContext): Promise<CompletionResult | null> {
  const text = state.doc.toString();
  const asked = askedAt(text, pos);
  if (asked === undefined || (asked.from === pos && asked.what === "key" && !explicit)) return null;
  const { path, beside, tops } = asked.place;
  const { fieldAt, fieldsAt } = await schema();
  const column = asked.from - state.doc.lineAt(pos).from;
  const options =
    asked.what === "key"
      ? fieldsAt(path.slice(0, -1), tops)
          .filter(({ name }) => !beside.includes(name))
          .map((field) => option(field, asked, column))
      : (fieldAt(path, tops)?.words.map((label) => ({ label })) ?? []);
  return options.length === 0 ? null : { from: asked.from, to: asked.to, options, validFor: /^[\w-]*$/ };
}

/** A field with what follows its name: in a block, a list and an object begin on a line of their own. */
function option({ name, about, kind }: Field, { place, isBare }: Asked, column: number): Completion {
  const below = `:\n${" ".repeat(column + 2)}${kind === "list" ? "- " : ""}`;
  const more = isBare ? "" : place.isFlow || kind === "value" ? ": " : below;
  return { label: name, apply: `${name}${more}`, info: about, type: "property" };
}

/** Completes fields as they are typed or by Ctrl-Space, and says what the one below the pointer means. Tab stays the page's. */
export const help = [
  autocompletion({ override: [completions], icons: false }),
  hoverTooltip(async ({ state }, pos) => {
    const key = keyAt(state.doc.toString(), pos);
    if (key === undefined) return null;
    const { path, tops } = key.place;
    const { fieldAt } = await schema();
    const about = fieldAt(path, tops)?.about;
    if (!about) return null;
    const create = () => {
      const dom = document.createElement("div");
      dom.className = "meaning";
      dom.textContent = about;
      return { dom };
    };
    return { pos: key.from, end: key.to, create };
  }),
];
