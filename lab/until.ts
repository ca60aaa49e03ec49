import { setTimeout as pause } from "node:timers/promises";

const EVERY_MS = 10;

type NotYet = undefined | null | false;

/**
 * Asks `probe` again and again until it has an answer, and gives that. After `seconds` it throws an error that says
 * what was waited for, by then where `what` is a function.
 */
export async function until<T>(
  what: string | (() => string),
  probe: () => T | NotYet | Promise<T | NotYet>,
  seconds = 10,
): Promise<T> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await probe();
    if (answer !== undefined && answer !== null && answer !== false) return answer;
    if (performance.now() > deadline)
      throw new Error(`waited ${seconds} s for ${typeof what === "string" ? what : what()}`);
    await pause(EVERY_MS);
  }
}
