import { useState } from "preact/hooks";
import { fragmentOf } from "./state/link.ts";
import type { State } from "./state/state.ts";

/** The name of the page, the way to its parts, and a link that holds all that it shows. */
export function Top({ state, hasSteps }: { state: State; hasSteps: boolean }) {
  const [said, setSaid] = useState("");
  const share = async () => {
    history.replaceState(null, "", await fragmentOf(state));
    await navigator.clipboard?.writeText(location.href).then(
      () => setSaid("The link is copied."),
      () => setSaid("The link is in the address bar."),
    );
  };
  return (
    <header class="top">
      <h1>hash-tagging</h1>
      <p>See a release before it happens. Nothing leaves this page.</p>
      <nav aria-label="Parts of the page">
        {hasSteps ? (
          <a href="#release" onClick={jump}>
            Steps
          </a>
        ) : null}
        <a href="#user" onClick={jump}>
          One user
        </a>
        <a href="#everybody" onClick={jump}>
          Everybody
        </a>
        <a href="#compare" onClick={jump}>
          Before and after
        </a>
        <a href="#out" onClick={jump}>
          Out
        </a>
      </nav>
      <span class="share">
        <span role="status" class="about">
          {said}
        </span>
        <button type="button" onClick={share}>
          Link to this
        </button>
      </span>
    </header>
  );
}

/** The fragment is the link's, so that a jump does not write to it. */
function jump(event: MouseEvent): void {
  event.preventDefault();
  const part = document.querySelector<HTMLElement>((event.currentTarget as HTMLAnchorElement).hash)!;
  part.scrollIntoView();
  part.querySelector<HTMLElement>("h2")!.focus();
}
