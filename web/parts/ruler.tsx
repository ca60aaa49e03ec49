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
}

/** The buckets of a rule from 0 to its modulo, who has what, and where one user stands. */
export function Ruler({ modulo, stretches, bucket, label }: Given) {
  const percent = (count: number) => `${(100 * count) / modulo}%`;
  return (
    <div class="ruler" role="img" aria-label={label}>
      <div class="track">
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
            <span class={bucket > modulo * 0.9 ? "at-end" : bucket < modulo * 0.1 ? "at-start" : ""}>
              {bucket}
            </span>
          </div>
        )}
      </div>
      <div class="ends">
        <span>0</span>
        <span>{modulo}</span>
      </div>
    </div>
  );
}
