import { Rules } from "../../lib/core.ts";
import type { Release } from "../../lib/release/release.ts";
import { parsedAt } from "../../lib/release/rules.ts";
import type { State } from "../../lib/release/states.ts";
import { stableOf } from "../../lib/release/waves.ts";
import { read } from "./files.ts";

/** Who has which versions in each step of a release: tags by the core, and what they lead to. */
export class Expected {
  readonly release: Release;
  readonly states: readonly State[];
  readonly #rules: readonly Rules[];

  constructor(source: string) {
    const { release, states } = read(source);
    this.release = release;
    this.states = states;
    this.#rules = states.map((state) => parsedAt(release, state));
  }

  get folders(): string[] {
    return this.states.map(({ folder }) => folder);
  }

  /** The versions of the apps in order, for a user who sends these headers too, in a step, which counts from 1. */
  chain(step: number, user: string, headers: Readonly<Record<string, string>> = {}): string {
    const tags = this.#rules[step - 1]!.tags({ ...headers, "x-user-id": user });
    const versions = this.release.apps.map(
      (app) => app.versions.get(tags[app.tagHeader] ?? "") ?? stableOf(app, this.states[step - 1]!),
    );
    return versions.join(" ");
  }
}
