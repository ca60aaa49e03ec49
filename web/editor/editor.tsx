import { closeBrackets } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, indentOnInput } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { Annotation, EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Diagnostic } from "../../lib/check/diagnostic.js";
import { help } from "./help.ts";
import { marksOf } from "./marks.ts";
import { theme } from "./theme.ts";

interface Given {
  readonly label: string;
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly onText: (text: string) => void;
}

/** The text of the rules. Tab leaves it, as it leaves any field; Ctrl-Space completes; Ctrl-Shift-M lists what is wrong. */
export function Editor({ label, text, diagnostics, onText }: Given) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const told = useRef(onText);
  told.current = onText;

  useLayoutEffect(() => {
    const listener = EditorView.updateListener.of(({ docChanged, transactions, state }) => {
      const isOurs = transactions.some((transaction) => transaction.annotation(byPage));
      if (docChanged && !isOurs) told.current(state.doc.toString());
    });
    const extensions = [
      lineNumbers(),
      history(),
      drawSelection(),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      highlightActiveLine(),
      lintGutter(),
      yaml(),
      help,
      theme,
      keymap.of([...lintKeymap, ...defaultKeymap, ...historyKeymap]),
      EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", tabindex: "0" }),
      listener,
    ];
    view.current = new EditorView({
      state: EditorState.create({ doc: text, extensions }),
      parent: host.current!,
    });
    return () => view.current?.destroy();
  }, []);

  useLayoutEffect(() => {
    if (view.current !== undefined) replace(view.current, text);
  }, [text]);

  useLayoutEffect(() => {
    const { state } = view.current!;
    view.current!.dispatch(setDiagnostics(state, marksOf(diagnostics, state.doc)));
  }, [diagnostics]);

  return <div class="editor" ref={host} />;
}

/** Marks a change that the page has made: to tell it back would undo what the page has changed since. */
const byPage = Annotation.define<true>();

/** Changes no more than what differs, so that the caret and the history stay. */
function replace(view: EditorView, text: string): void {
  const before = view.state.doc.toString();
  if (before === text) return;
  let from = 0;
  while (from < before.length && before[from] === text[from]) ++from;
  let end = 0;
  const most = Math.min(before.length, text.length) - from;
  while (end < most && before[before.length - 1 - end] === text[text.length - 1 - end]) ++end;
  const changes = { from, to: before.length - end, insert: text.slice(from, text.length - end) };
  view.dispatch({ changes, annotations: byPage.of(true) });
}
