import { Char } from "./char";
import { Assertion } from "./assertion";
import { refuseCases, takeBrackets, takeCharacter, takePerlClass } from "./brackets";
import { CodePoints, LAST } from "./code-points";
import { Flag } from "./group";
import { Pattern } from "./pattern";
import { Node } from "./tree";

/** Reads what is neither a group nor a repeat and adds it to `nodes`: \Q...\E as a node for each character. */
export function takeAtom(pattern: Pattern, flags: i32, nodes: Node[]): void {
  const isFolded = (flags & Flag.Folded) != 0;
  const place = takeAssertion(pattern, (flags & Flag.Lines) != 0);
  if (place >= 0) {
    nodes.push(Node.ofAssertion(place));
  } else if (pattern.takePair(Char.Backslash, Char.Q)) {
    while (pattern.peek() >= 0 && !pattern.takePair(Char.Backslash, Char.E)) {
      const start = pattern.at;
      nodes.push(literal(pattern, start, pattern.takePoint(), isFolded));
    }
  } else if (pattern.peek() == Char.BracketOpen) {
    nodes.push(Node.ofSet(takeBrackets(pattern, isFolded)));
  } else if (pattern.take(Char.Dot)) {
    nodes.push(Node.ofSet(dot((flags & Flag.DotAll) != 0)));
  } else {
    const perl = new CodePoints();
    const start = pattern.at;
    if (takePerlClass(pattern, perl, isFolded)) nodes.push(Node.ofSet(perl));
    else nodes.push(literal(pattern, start, takeCharacter(pattern), isFolded));
  }
}

/** Reads an assertion; -1 where none stands here. */
function takeAssertion(pattern: Pattern, isLines: bool): i32 {
  if (pattern.take(Char.Caret)) return isLines ? Assertion.BeginLine : Assertion.BeginText;
  if (pattern.take(Char.Dollar)) return isLines ? Assertion.EndLine : Assertion.EndText;
  if (pattern.takePair(Char.Backslash, Char.A)) return Assertion.BeginText;
  if (pattern.takePair(Char.Backslash, Char.z)) return Assertion.EndText;
  if (pattern.takePair(Char.Backslash, Char.b)) return Assertion.WordBoundary;
  return pattern.takePair(Char.Backslash, Char.B) ? Assertion.NoWordBoundary : -1;
}

/** Any character, but only with (?s) a newline. */
function dot(isAll: bool): CodePoints {
  const set = new CodePoints();
  set.add(0, isAll ? LAST : 0x09);
  if (!isAll) set.add(0x0b, LAST);
  return set;
}

/** One character, which was read from `start` on. */
function literal(pattern: Pattern, start: i32, point: i32, isFolded: bool): Node {
  const set = new CodePoints();
  set.add(point, point);
  if (isFolded) {
    refuseCases(pattern, start, point, point);
    set.fold();
  }
  return Node.ofSet(set);
}
