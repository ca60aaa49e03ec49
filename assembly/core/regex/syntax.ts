import { Char } from "./char";
import { decimal } from "../text/text";
import { isUtf8 } from "../text/utf8";
import { takeAtom } from "./atom";
import { Flag, takeGroupStart } from "./group";
import { Pattern } from "./pattern";
import { Repeat, takeRepeat } from "./repeat";
import { Node, UNBOUNDED } from "./tree";

/** The longest expression, in bytes. */
export const MAX_PATTERN = 4096;
/** Groups within groups. */
export const MAX_DEPTH = 50;
/** The most copies that a count may ask for, those of counts within counts multiplied; RE2 has the same limit. */
export const MAX_COPIES = 1000;

/** Reads one regular expression in RE2's syntax for Perl. Never traps. */
export class Syntax {
  /** The groups that capture. */
  groups: i32 = 0;
  private readonly pattern: Pattern;
  private flags: i32;
  private depth: i32 = 0;

  /** With `isFolded` the cases of a letter are the same from the start. */
  constructor(
    private readonly bytes: StaticArray<u8>,
    isFolded: bool = false,
  ) {
    this.pattern = new Pattern(bytes);
    this.flags = isFolded ? Flag.Folded : 0;
  }

  /** What is wrong, at which byte, and the remedy; "" when nothing is. */
  get fault(): string {
    return this.pattern.fault;
  }

  /** The tree. It means nothing when there is a fault. */
  read(): Node {
    const pattern = this.pattern;
    const length = this.bytes.length;
    if (length > MAX_PATTERN) pattern.report("is longer than " + decimal(MAX_PATTERN) + " bytes; shorten it");
    else if (!isUtf8(this.bytes, 0, length)) pattern.report("is not UTF-8; write it in UTF-8");
    if (pattern.fault.length > 0) return Node.sequence([]);
    const tree = this.choice();
    const start = pattern.at;
    if (pattern.take(Char.ParenClose)) pattern.fail(start, "closes nothing; remove it, or write \\)");
    return tree;
  }

  /** Branches with | between them, to the end of the group. */
  private choice(): Node {
    const branches: Node[] = [];
    do branches.push(this.sequence());
    while (this.pattern.take(Char.Bar));
    return Node.choice(branches);
  }

  private sequence(): Node {
    const pattern = this.pattern;
    const nodes: Node[] = [];
    let repeated = -1; // where the repeat begins that was read last, when nothing came after it
    for (
      let byte = pattern.peek();
      byte >= 0 && byte != Char.Bar && byte != Char.ParenClose;
      byte = pattern.peek()
    ) {
      const start = pattern.at;
      const repeat = takeRepeat(pattern);
      if (repeat !== null) {
        if (repeated >= 0) pattern.fail(repeated, "repeats a repeat; put the first in (?: )");
        this.repeat(nodes, repeat, start);
      } else if (byte == Char.ParenOpen) {
        this.group(nodes);
      } else {
        takeAtom(pattern, this.flags, nodes);
      }
      if (pattern.fault.length > 0) break;
      repeated = repeat === null ? -1 : start;
    }
    return Node.sequence(nodes);
  }

  /** Puts a repeat around the last of `nodes`. */
  private repeat(nodes: Node[], repeat: Repeat, start: i32): void {
    const pattern = this.pattern;
    if (nodes.length == 0) {
      return pattern.fail(start, "repeats nothing; write a backslash before it for the character");
    }
    const least = repeat.least;
    const most = repeat.most;
    if (most != UNBOUNDED && most < least) {
      return pattern.fail(start, "has its least above its most; swap them");
    }
    const isLazy = repeat.isLazy != ((this.flags & Flag.Lazy) != 0);
    const node = Node.repeat(nodes.pop(), least, most, !isLazy);
    if (max(least, most) > MAX_COPIES || node.copies > MAX_COPIES) {
      pattern.fail(start, "makes more than " + decimal(MAX_COPIES) + " copies; repeat less");
    }
    nodes.push(node);
  }

  /** Reads a group, or flags for the rest of the one around it. */
  private group(nodes: Node[]): void {
    const pattern = this.pattern;
    const start = pattern.at;
    const head = takeGroupStart(pattern, this.flags);
    if (head.isFlagsOnly) {
      this.flags = head.flags;
      return;
    }
    if (this.depth == MAX_DEPTH)
      pattern.fail(start, "is a group within " + decimal(MAX_DEPTH) + " others; write fewer");
    if (pattern.fault.length > 0) return;
    const number = head.isCapture ? ++this.groups : 0;
    const outer = this.flags;
    this.flags = head.flags;
    ++this.depth;
    const inner = this.choice();
    --this.depth;
    this.flags = outer;
    if (!pattern.take(Char.ParenClose)) pattern.fail(start, "is not closed; add a )");
    nodes.push(number > 0 ? Node.ofGroup(inner, number) : inner);
  }
}
