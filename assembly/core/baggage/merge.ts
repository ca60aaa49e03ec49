import { Bytes, isSame } from "../text/bytes";
import { isTagKey } from "./key";
import { Members } from "./members";
import { Selection } from "./selection";
import { MAX_BAGGAGE, MAX_MEMBERS } from "./size";
import { Tags } from "./tags";

/** What is to become of the request's baggage. */
export enum Outcome {
  Unchanged,
  Set,
  Removed,
}

/**
 * Merges the tags of one request with its baggage: `begin`, then `see` each line of it or `refuse` all, then `finish`.
 * The tags come first, since readers that cut long baggage cut its end. Members of others follow, in their order and with
 * their properties, unless they break the grammar or have no room. Members of ours go: the request's tag headers say what
 * holds.
 */
export class Merge {
  /** The merged baggage, where the outcome is Set. */
  readonly baggage: Bytes = new Bytes(MAX_BAGGAGE);
  /** Tags, and members of others, that had no room. */
  dropped: i32 = 0;
  /** What was no member by the grammar. */
  refused: i32 = 0;

  private readonly member: Members = new Members();
  private count: i32 = 0;
  private lines: i32 = 0;
  /** True when something must go, or was added. */
  private isTouched: bool = false;
  // The last line seen, which is compared with the outcome.
  private line: StaticArray<u8> = new StaticArray<u8>(0);
  private lineStart: i32 = 0;
  private lineEnd: i32 = 0;

  begin(tags: Tags): void {
    this.baggage.clear();
    tags.join(this.baggage);
    this.count = tags.count;
    this.dropped = tags.excess;
    this.refused = 0;
    this.lines = 0;
    this.isTouched = tags.count > 0;
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
      if (!member.isMember) ++this.refused;
      else if (!isTagKey(line, member.start, member.keyEnd, selection)) {
        if (this.add(line, member.start, member.end)) continue;
        ++this.dropped;
      }
      this.isTouched = true;
    }
  }

  /** Drops the request's baggage, whatever it is: none of it goes on. */
  refuse(): void {
    this.isTouched = true;
  }

  finish(): Outcome {
    if (!this.isTouched) return Outcome.Unchanged;
    if (this.count == 0) return Outcome.Removed;
    return this.lines == 1 && this.isAsBefore() ? Outcome.Unchanged : Outcome.Set;
  }

  /** False when the member has no room. */
  private add(bytes: StaticArray<u8>, start: i32, end: i32): bool {
    const baggage = this.baggage;
    const length = baggage.length;
    if (this.count == MAX_MEMBERS) return false;
    if (this.count > 0) baggage.push(0x2c);
    baggage.append(bytes, start, end);
    if (baggage.isOver) {
      baggage.cut(length);
      return false;
    }
    ++this.count;
    return true;
  }

  private isAsBefore(): bool {
    const baggage = this.baggage;
    return isSame(baggage.data, 0, baggage.length, this.line, this.lineStart, this.lineEnd);
  }
}
