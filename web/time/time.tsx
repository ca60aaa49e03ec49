import { useEffect, useMemo, useState } from "preact/hooks";
import { Card } from "../parts/card.tsx";
import type { Moment } from "../rules/moment.ts";
import { momentsIn, timeOf } from "./moments.ts";

const STEPS = 200;
const TICK = 50;

interface Given {
  readonly moment: Moment;
  readonly at: string;
  readonly onAt: (at: string) => void;
}

/** Where rules have a schedule: a slider over its time, and all of the page as it is then. */
export function Time({ moment, at, onAt }: Given) {
  const moments = useMemo(() => momentsIn(moment.json), [moment.json]);
  const [isPlaying, setPlaying] = useState(false);
  const [first = 0, last = 0] = [moments[0], moments.at(-1)];
  const margin = Math.max(60, Math.round((last - first) / 20));
  const [least, most] = [first - margin, last + margin];
  const step = (most - least) / STEPS;
  useEffect(() => {
    if (!isPlaying) return;
    const next = moment.second + step;
    const timer = setTimeout(() => (next > most ? setPlaying(false) : onAt(timeOf(next))), TICK);
    return () => clearTimeout(timer);
  }, [isPlaying, moment]);
  if (moments.length === 0) return null;
  const play = () => {
    if (!isPlaying && (moment.second < least || moment.second + step > most)) onAt(timeOf(least));
    setPlaying(!isPlaying);
  };
  return (
    <Card
      id="time"
      title="Time"
      about="The ranges move with time. All of this page is as it is at this moment."
    >
      <div class="row">
        <button type="button" onClick={play} aria-pressed={isPlaying}>
          {isPlaying ? "Stop" : "Play"}
        </button>
        <input
          class="slider"
          type="range"
          aria-label="Moment"
          aria-valuetext={timeOf(moment.second)}
          min={least}
          max={most}
          step={1}
          value={moment.second}
          onInput={({ currentTarget }) => onAt(timeOf(Number(currentTarget.value)))}
        />
        <button type="button" onClick={() => onAt("")} disabled={at === ""}>
          Now
        </button>
      </div>
      <p class="about">
        <time dateTime={timeOf(moment.second)}>{timeOf(moment.second)}</time>
      </p>
    </Card>
  );
}
