import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { summary } from "../lib/check/diagnostic.js";
import { withNumbers, type Change } from "../lib/edit/number.js";
import { Compare } from "./compare/compare.tsx";
import { Editor } from "./editor/editor.tsx";
import { Everybody } from "./everybody/everybody.tsx";
import { Out } from "./out/out.tsx";
import { ReleaseSteps } from "./release/release.tsx";
import { chosenOf, earlierThan } from "./rules/chosen.ts";
import { momentOf } from "./rules/moment.ts";
import { reading, type Reading } from "./rules/read.ts";
import { followServed } from "./state/served.ts";
import type { State } from "./state/state.ts";
import { Time } from "./time/time.tsx";
import { secondAt } from "./time/moments.ts";
import { Top } from "./top.tsx";
import { OneUser } from "./user/one-user.tsx";
import { useCrowd } from "./worker/use-crowd.ts";

/** The page: the rules on one side, and what they do on the other. */
export function Page({ start }: { start: State }) {
  const [state, setState] = useState(start);
  const set = (change: Partial<State>) => setState((before) => ({ ...before, ...change }));
  useEffect(() => followServed((text) => set({ text })), []);
  const { text, before, asked, crowd, step, at } = state;
  const now = useMemo(() => reading(text), [text]);
  const held = useLast(now)?.held;
  const chosen = useMemo(() => held && chosenOf(held, step), [held, step]);
  const moment = useMemo(() => chosen && momentOf(chosen.rules, secondAt(at)), [chosen, at]);
  const pinned = useMemo(() => (before === undefined ? undefined : reading(before)), [before]);
  const earlier = useMemo(() => chosen && earlierThan(chosen, pinned), [chosen, pinned]);
  const question = useMemo(
    () => moment && { json: moment.json, before: earlier, second: moment.second, crowd },
    [moment, earlier, crowd],
  );
  const answer = useCrowd(question);
  const change = (changes: readonly Change[]) => {
    const changed = now.held && withNumbers(text, changes);
    if (changed !== undefined) set({ text: changed });
  };
  return (
    <>
      <Top state={state} hasSteps={chosen?.of !== undefined} />
      <main>
        <section class="rules" aria-labelledby="rules-title">
          <h2 id="rules-title">Rules</h2>
          <Editor
            label="Rules, in YAML"
            text={text}
            diagnostics={now.diagnostics}
            onText={(text) => set({ text })}
          />
          <p class={now.held === undefined ? "status bad" : "status"} role="status">
            {status(now)}
          </p>
        </section>
        {chosen === undefined || moment === undefined ? null : (
          <div class="answers-side">
            {chosen.of && <ReleaseSteps {...chosen.of} onStep={(step) => set({ step })} />}
            <OneUser moment={moment} asked={asked} onAsked={(asked) => set({ asked })} />
            <Time moment={moment} at={at} onAt={(at) => set({ at })} />
            <Everybody
              moment={moment}
              crowd={crowd}
              onCrowd={(crowd) => set({ crowd })}
              simulation={answer?.simulation}
              onChange={chosen.of ? undefined : change}
            />
            <Compare
              isPinned={before !== undefined}
              of={chosen.of}
              difference={earlier === undefined ? undefined : answer?.difference}
              onPin={() => set({ before: text })}
              onDrop={() => set({ before: undefined })}
              onBack={() => set({ text: before ?? text })}
            />
            <Out moment={moment} asked={asked} of={chosen.of} />
          </div>
        )}
      </main>
    </>
  );
}

/** The last reading without errors: what the page goes on to show while a text is half written. */
function useLast(now: Reading): Reading | undefined {
  const last = useRef<Reading>(undefined);
  if (now.held !== undefined) last.current = now;
  return last.current;
}

function status({ diagnostics, held }: Reading): string {
  const first = diagnostics.find(({ severity }) => severity === "error");
  if (first === undefined)
    return summary({ diagnostics, files: 1, configurations: 1 }).replace(/ in 1 .*/, "");
  const more = held === undefined ? " The answers are those of the last rules without an error." : "";
  return `Line ${first.line}: ${first.message}.${more}`;
}
