import { Bucket, Key, Plan } from "../plan/plan";
import { Engine, isSameHash, WrittenHash } from "../rule/written-hash";

/** The buckets that one hash value of one key decides: those of rules that agree on both, whatever their moduli are. */
export class Stream {
  readonly buckets: Bucket[] = [];

  constructor(
    readonly key: Key,
    readonly hash: WrittenHash | null,
  ) {}

  /** True where the hash is multiplied into its range, and not divided: its buckets lie one behind the other. */
  get isScaled(): bool {
    const hash = this.hash;
    return hash !== null && (hash.engine == Engine.Flagd || hash.engine == Engine.LaunchDarkly);
  }

  /** True where the hash has so many bits that 2^32 values of it are not all. */
  get isWide(): bool {
    const hash = this.hash;
    return hash !== null && (hash.engine == Engine.Envoy || hash.engine == Engine.Higress);
  }

  /** True where nothing mixes the bits of FNV-1a: then the low bits of two such hashes of one key go together. */
  get isUnmixed(): bool {
    const hash = this.hash;
    if (hash === null) return true;
    return hash.engine == Engine.GrowthBook1 || hash.engine == Engine.GoFeatureFlag;
  }
}

/** The streams that decide some of the tag headers, by their numbers. */
export function streamsOf(plan: Plan, tagHeaders: i32[]): Stream[] {
  const streams: Stream[] = [];
  for (let i = 0; i < tagHeaders.length; ++i) {
    const rules = plan.tagHeaders[tagHeaders[i]].rules;
    for (let j = 0; j < rules.length; ++j) {
      const bucket = rules[j].bucket;
      if (bucket === null) continue;
      const buckets = streamOf(bucket, streams).buckets;
      if (!buckets.includes(bucket)) buckets.push(bucket);
    }
  }
  return streams;
}

function streamOf(bucket: Bucket, streams: Stream[]): Stream {
  for (let i = 0; i < streams.length; ++i) {
    if (streams[i].key === bucket.key && isSameHash(streams[i].hash, bucket.written)) return streams[i];
  }
  const stream = new Stream(bucket.key, bucket.written);
  streams.push(stream);
  return stream;
}

/** True where no two of the streams are known to go together, so that the shares of each can be multiplied. */
export function areIndependent(streams: Stream[]): bool {
  for (let i = 0; i < streams.length; ++i) {
    for (let j = 0; j < i; ++j) {
      if (streams[i].key === streams[j].key && streams[i].isUnmixed && streams[j].isUnmixed) return false;
    }
  }
  return true;
}
