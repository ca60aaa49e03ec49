import { Assertion } from "./assertion";
import { Instruction, instruction, Op } from "./instruction";
import { Draft, Program } from "./program";
import { Kind, Node, UNBOUNDED } from "./tree";
import { writeSet } from "./utf8";

/** The program that holds a whole value against `tree`; null when it would be too large. */
export function wholeProgram(tree: Node): Program | null {
  const draft = new Draft();
  const match = draft.add(instruction(Op.Match, 0));
  const end = draft.add(instruction(Op.Assert, match, Assertion.EndText));
  const start = new Assembler(draft, 0).write(tree, end);
  return finish(draft, draft.add(instruction(Op.Assert, start, Assertion.BeginText)));
}

/** The program that looks for `tree` in a value and notes the text of its first group; null when it would be too large. */
export function searchProgram(tree: Node): Program | null {
  const draft = new Draft();
  const match = draft.add(instruction(Op.Match, 0));
  return finish(draft, new Assembler(draft, 1).write(tree, match));
}

function finish(draft: Draft, start: i32): Program | null {
  return draft.isFull ? null : new Program(draft.code, start);
}

/** Writes trees, each before what follows it. */
class Assembler {
  constructor(
    private readonly draft: Draft,
    /** The group whose text is noted. */
    private readonly group: i32,
  ) {}

  /** Writes what matches `node` and then goes to `next`; returns its place. */
  write(node: Node, next: i32): i32 {
    if (this.draft.isFull) return next;
    switch (node.kind) {
      case Kind.Set:
        return writeSet(this.draft, node.set, next);
      case Kind.Assertion:
        return this.draft.add(instruction(Op.Assert, next, node.assertion));
      case Kind.Sequence:
        return this.sequence(node.nodes, next);
      case Kind.Choice:
        return this.choice(node.nodes, next);
      case Kind.Repeat:
        return this.repeat(node, next);
      default:
        return this.capture(node, next);
    }
  }

  private sequence(nodes: Node[], next: i32): i32 {
    let place = next;
    for (let i = nodes.length - 1; i >= 0; --i) place = this.write(nodes[i], place);
    return place;
  }

  private choice(branches: Node[], next: i32): i32 {
    const last = branches.length - 1;
    let place = this.write(branches[last], next);
    for (let i = last - 1; i >= 0; --i)
      place = this.draft.add(split(this.write(branches[i], next), place, true));
    return place;
  }

  private capture(node: Node, next: i32): i32 {
    if (node.group != this.group) return this.write(node.nodes[0], next);
    const end = this.draft.add(instruction(Op.SaveEnd, next));
    return this.draft.add(instruction(Op.SaveStart, this.write(node.nodes[0], end)));
  }

  /** x{2,} is xx+ and x{2,4} is xx(x(x)?)?. */
  private repeat(node: Node, next: i32): i32 {
    const inner = node.nodes[0];
    let place = next;
    let copies = node.least;
    if (node.most == UNBOUNDED) {
      place = this.loop(node, next);
      --copies;
    }
    for (let i = node.least; i < node.most && !this.draft.isFull; ++i) {
      place = this.draft.add(split(this.write(inner, place), next, node.isGreedy));
    }
    for (; copies > 0 && !this.draft.isFull; --copies) place = this.write(inner, place);
    return place;
  }

  /** x* or x+. Where x may be empty x* is (x+)?, else the loop would prefer to leave it, as was once a bug of RE2. */
  private loop(node: Node, next: i32): i32 {
    const draft = this.draft;
    const again = draft.add(0); // written below: the loop goes through it
    const inner = this.write(node.nodes[0], again);
    if (draft.isFull) return next;
    draft.code[again] = split(inner, next, node.isGreedy);
    if (node.least > 0) return inner;
    return node.nodes[0].isNullable ? draft.add(split(inner, next, node.isGreedy)) : again;
  }
}

/** Goes through a repeat once more, or leaves it; what is greedy would rather stay. */
function split(stay: i32, leave: i32, isGreedy: bool): Instruction {
  return isGreedy ? instruction(Op.Split, stay, 0, 0, leave) : instruction(Op.Split, leave, 0, 0, stay);
}
