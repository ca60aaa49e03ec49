import { Bytes, isSame } from "../bytes";
import { isTagKey } from "./key";
import { Members } from "./members";
import { Selection } from "./selection";
import { MAX_MEMBERS, Tags } from "./tags";

/** The most bytes that the W3C specification lets baggage have. */
export const MAX_BAGGAGE = 8192;

/** What is to become of the request's baggage. */
export enum Outcome {
  Unchanged,
  Set,
  Removed,
}

/**
 * Merges the tags of one request into its baggage: `begin`, then `see` each line of it, then `finish`. Members of
 * others stay, in their order and with their properties, whatever they are. Members of ours go, as the request's tag
 * headers say what holds, and the tags come behind. Where both do not fit into the specification's limits, tags give
 * way: a member of others is not ours to drop.
 */
export class Merge {
  /** The merged baggage, where the outcome is Set. */
  readonly baggage: Bytes = new Bytes(MAX_BAGGAGE);
  /** Tags that did not fit. */
  dropped: i32 = 0;

  private readonly member: Members = new Members();
  private count: i32 = 0;
  private lines: i32 = 0;
  private hadOurs: bool = false;
  // The last line seen, which is compared with the outcome.
  private line: StaticArray<u8> = new StaticArray<u8>(0);
  private lineStart: i32 = 0;
  private lineEnd: i32 = 0;

  begin(): void {
    this.baggage.clear();
    this.dropped = 0;
    this.count = 0;
    this.lines = 0;
    this.hadOurs = false;
  }

  /** Takes one baggage line of the request, line[start, end), which must keep until `finish`. */
  see(line: StaticArray<u8>, start: i32, end: i32, selection: Selection): void {
    this.line = line;
    this.lineStart = start;
    this.lineEnd = end;
    ++this.lines;
    const member = this.member;
    member.open(line, start, end);
    while (member.next()) {
      if (isTagKey(line, member.start, member.keyEnd, selection)) this.hadOurs = true;
      else this.add(line, member.start, member.end);
    }
  }

  finish(tags: Tags): Outcome {
    this.dropped = tags.excess;
    if (tags.count == 0 && !this.hadOurs) return Outcome.Unchanged;
    for (let i = 0; i < tags.count; ++i) {
      const start = tags.start(i);
      const end = tags.end(i);
      const comma = this.count > 0 ? 1 : 0;
      if (this.count >= MAX_MEMBERS || this.baggage.length + comma + end - start > MAX_BAGGAGE)
        ++this.dropped;
      else this.add(tags.bytes.data, start, end);
    }
    if (this.count == 0) return this.lines > 0 ? Outcome.Removed : Outcome.Unchanged;
    return this.lines == 1 && this.isAsBefore() ? Outcome.Unchanged : Outcome.Set;
  }

  private add(bytes: StaticArray<u8>, start: i32, end: i32): void {
    if (this.count++ > 0) this.baggage.push(0x2c);
    this.baggage.append(bytes, start, end);
  }

  private isAsBefore(): bool {
    const baggage = this.baggage;
    return isSame(baggage.data, 0, baggage.length, this.line, this.lineStart, this.lineEnd);
  }
}
