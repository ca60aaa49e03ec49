import { useMemo } from "preact/hooks";
import { Card } from "../parts/card.tsx";
import type { State } from "../../lib/release/states.js";
import { Step } from "./step.tsx";
import { plannedAt, type Stepped } from "./stepped.ts";

interface Given {
  readonly stepped: Stepped;
  readonly state: State;
  readonly onStep: (step: string) => void;
}

/** The steps of a release: a row of them to choose from, and what the chosen one does. The rest of the page follows. */
export function ReleaseSteps({ stepped, state, onStep }: Given) {
  const { release, states } = stepped;
  const planned = useMemo(() => plannedAt(stepped, state), [stepped, state]);
  return (
    <Card
      id="release"
      title={`Release ${release.name}`}
      about="All of this page is as it is at the chosen step."
    >
      <fieldset class="steps">
        <legend>Step</legend>
        {states.map(({ number, folder }) => (
          <label class="step" key={folder}>
            <input
              type="radio"
              name="step"
              checked={number === state.number}
              onChange={() => onStep(String(number))}
            />
            <span>{folder}</span>
          </label>
        ))}
      </fieldset>
      <Step planned={planned} isFirst={state.number === 1} />
    </Card>
  );
}
