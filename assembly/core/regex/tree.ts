import { Assertion } from "./assertion";
import { CodePoints } from "./code-points";

export enum Kind {
  /** One code point of a set. */
  Set,
  /** A place, such as the end of the value; takes no character. */
  Assertion,
  /** One node after the other; none of them: the empty text. */
  Sequence,
  /** The first node that leads to a match. */
  Choice,
  /** The node again and again. */
  Repeat,
  /** A node whose text can be captured. */
  Group,
}

/** The most of a repeat without an upper bound. */
export const UNBOUNDED = -1;

const NO_CODE_POINTS = new CodePoints();
const NO_NODES: Node[] = [];

/** A part of a regular expression; which fields mean something depends on its kind. */
export class Node {
  set: CodePoints = NO_CODE_POINTS;
  assertion: Assertion = Assertion.BeginText;
  least: i32 = 0;
  most: i32 = 0;
  isGreedy: bool = true;
  /** Groups count from 1, in the order of their opening parentheses. */
  group: i32 = 0;
  /** Counted repeats inside, one within the other, multiplied: the copies that the innermost would have. */
  copies: i32 = 1;
  /** True when the empty text may match. */
  isNullable: bool = false;

  private constructor(
    readonly kind: Kind,
    readonly nodes: Node[] = NO_NODES,
  ) {
    for (let i = 0; i < nodes.length; ++i) this.copies = max(this.copies, nodes[i].copies);
  }

  static ofSet(set: CodePoints): Node {
    const node = new Node(Kind.Set);
    node.set = set;
    return node;
  }

  static ofAssertion(assertion: Assertion): Node {
    const node = new Node(Kind.Assertion);
    node.assertion = assertion;
    node.isNullable = true;
    return node;
  }

  static sequence(nodes: Node[]): Node {
    if (nodes.length == 1) return nodes[0];
    const node = new Node(Kind.Sequence, nodes);
    node.isNullable = nodes.every((part) => part.isNullable);
    return node;
  }

  static choice(nodes: Node[]): Node {
    if (nodes.length == 1) return nodes[0];
    const node = new Node(Kind.Choice, nodes);
    node.isNullable = nodes.some((branch) => branch.isNullable);
    return node;
  }

  static repeat(inner: Node, least: i32, most: i32, isGreedy: bool): Node {
    const node = new Node(Kind.Repeat, [inner]);
    node.least = least;
    node.most = most;
    node.isGreedy = isGreedy;
    node.isNullable = least == 0 || inner.isNullable;
    node.copies *= max(1, most == UNBOUNDED ? least : most);
    return node;
  }

  static ofGroup(inner: Node, group: i32): Node {
    const node = new Node(Kind.Group, [inner]);
    node.group = group;
    node.isNullable = inner.isNullable;
    return node;
  }
}
