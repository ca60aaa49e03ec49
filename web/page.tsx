import { useMemo, useRef, useState } from "preact/hooks";
import { summary } from "../lib/check/diagnostic.js";
import { Editor } from "./editor/editor.tsx";
import { EXAMPLE } from "./rules/example.ts";
import { reading, type Reading } from "./rules/read.ts";
import { OneUser } from "./user/one-user.tsx";

/** The page: the rules on one side, and what they do on the other. */
export function Page() {
  const [text, setText] = useState(EXAMPLE);
  const [id, setId] = useState("0005");
  const now = useMemo(() => reading(text), [text]);
  const good = useLast(now);
  return (
    <>
      <header class="top">
        <h1>hash-tagging</h1>
        <p>See a release before it happens. Nothing leaves this page.</p>
      </header>
      <main>
        <section class="rules" aria-labelledby="rules-title">
          <h2 id="rules-title">Rules</h2>
          <Editor label="Rules, in YAML" text={text} diagnostics={now.diagnostics} onText={setText} />
          <p class={now.read === undefined ? "status bad" : "status"} role="status">
            {status(now)}
          </p>
        </section>
        <div class="answers-side">
          {good?.read === undefined ? null : <OneUser rules={good.read.rules} id={id} onId={setId} />}
        </div>
      </main>
    </>
  );
}

/** The last reading without errors: what the page goes on to show while a text is half written. */
function useLast(now: Reading): Reading | undefined {
  const last = useRef<Reading>(undefined);
  if (now.read !== undefined) last.current = now;
  return last.current;
}

function status({ diagnostics, read }: Reading): string {
  const first = diagnostics.find(({ severity }) => severity === "error");
  if (first === undefined) return summary({ diagnostics, files: 1, configurations: 1 });
  const more = read === undefined ? " The answers are of the last rules without an error." : "";
  return `Line ${first.line}: ${first.message}.${more}`;
}
