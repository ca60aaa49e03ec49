import { changed, type Release, type Share, type Step } from "./release.js";

/** What there is after a step: by tag header, what has become of it; a header that is not there has not begun. */
export interface State {
  /** From 1, which is what is there before the first step. */
  readonly number: number;
  /** Its folder's name: the number, and what the file calls it. */
  readonly folder: string;
  readonly shares: ReadonlyMap<string, Share>;
  /** True of what follows the last step: tags that are done have ended, and routes look at them no more. */
  readonly isEnd: boolean;
  /** The step that leads here, and where the file has what it changes; missing before the first and at the end. */
  readonly step?: Step;
}

/** What there is before the first step, after each step, and at the end, where a tag is done. */
export function statesOf({ steps }: Pick<Release, "steps">): State[] {
  const states: State[] = [{ number: 1, folder: "1-baseline", shares: new Map(), isEnd: false }];
  for (const step of steps) {
    const last = states.at(-1)!;
    const shares = new Map(last.shares);
    for (const [header, change] of step.changes) {
      shares.set(header, changed(shares.get(header), change));
    }
    const number = last.number + 1;
    states.push({ number, folder: `${number}-${step.name}`, shares, isEnd: false, step });
  }
  const last = states.at(-1)!;
  if ([...last.shares.values()].some(isDone)) {
    const number = last.number + 1;
    states.push({ number, folder: `${number}-end`, shares: last.shares, isEnd: true });
  }
  return states;
}

export function isDone(share: Share | undefined): share is { readonly done: string } {
  return share !== undefined && "done" in share;
}
