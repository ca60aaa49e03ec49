import type { ComponentChildren } from "preact";

interface Given {
  readonly id: string;
  readonly title: string;
  readonly about?: string;
  readonly children: ComponentChildren;
}

/** A part of the page, with a heading that names it. */
export function Card({ id, title, about, children }: Given) {
  return (
    <section class="card" id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} tabIndex={-1}>
        {title}
      </h2>
      {about === undefined ? null : <p class="about">{about}</p>}
      {children}
    </section>
  );
}
