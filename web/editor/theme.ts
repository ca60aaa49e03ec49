import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** Colours are the page's own, so that the editor follows its theme. */
export const theme = [
  EditorView.theme({
    "&": { height: "100%", fontSize: "0.875rem", backgroundColor: "var(--surface)", color: "var(--text)" },
    "&.cm-focused": { outline: "none" },
    ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55" },
    ".cm-content": { caretColor: "var(--text)" },
    ".cm-cursor": { borderLeftColor: "var(--text)" },
    ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--quiet)", border: "none" },
    ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--line-at)" },
    "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
      backgroundColor: "var(--selection)",
    },
    ".cm-tooltip": {
      backgroundColor: "var(--raised)",
      color: "var(--text)",
      border: "1px solid var(--edge)",
      borderRadius: "6px",
      maxWidth: "min(34rem, 90vw)",
    },
    ".cm-tooltip-autocomplete ul li[aria-selected]": {
      backgroundColor: "var(--accent)",
      color: "var(--on-accent)",
    },
    ".cm-diagnostic": { padding: "6px 10px", fontFamily: "var(--sans)" },
    ".cm-diagnostic-error": { borderLeftColor: "var(--error)" },
    ".cm-diagnostic-warning": { borderLeftColor: "var(--warning)" },
    ".cm-diagnostic-info": { borderLeftColor: "var(--quiet)" },
    ".cm-diagnosticAction": {
      backgroundColor: "var(--accent)",
      color: "var(--on-accent)",
      padding: "2px 8px",
    },
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--code-name)" },
      { tag: [tags.string, tags.content, tags.attributeValue], color: "var(--code-value)" },
      { tag: [tags.comment, tags.lineComment], color: "var(--quiet)", fontStyle: "italic" },
      { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: "var(--quiet)" },
    ]),
  ),
];
