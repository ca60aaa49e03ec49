import type { ComponentChildren } from "preact";

/** Some buckets, from `from` up to but not including `to`, that have one tag value. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly tagValue: string;
}

interface Given {
  readonly modulo: number;
  readonly stretches: readonly Stretch[];
  readonly bucket: number | undefined;
  /** What the picture shows, in words. */
  readonly label: string;
  /** What stands on it. */
  readonly children?: ComponentChildren;
}

/** The buckets of a rule from 0 to its modulo, who has what, and where one user stands. */
export function Ruler({ modulo, stretches, bucket, label, children }: Given) {
  const percent = (count: number) => `${(100 * count) / modulo}%`;
  const lean =
    bucket === undefined ? "" : bucket > modulo * 0.9 ? "at-end" : bucket < modulo * 0.1 ? "at-start" : "";
  return (
    <div class="ruler">
      <div class="track">
        <div role="img" aria-label={label}>
          {stretches.map(({ from, to, tagValue }, i) => (
            <div
              class={`stretch tint-${i % 4}`}
              style={{ left: percent(from), width: percent(to - from) }}
              key={i}
            >
              <span>{tagValue}</span>
            </div>
          ))}
          {bucket === undefined ? null : (
            <div class="marker" style={{ left: percent(bucket + 0.5) }}>
              <span class={lean}>{bucket}</span>
            </div>
          )}
        </div>
        {children}
      </div>
      <div class="ends" aria-hidden="true">
        <span>0</span>
        <span>{modulo}</span>
      </div>
    </div>
  );
}
