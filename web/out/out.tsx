import { useEffect, useState } from "preact/hooks";
import { Card } from "../parts/card.tsx";
import type { Chosen } from "../rules/chosen.ts";
import type { Moment } from "../rules/moment.ts";
import type { Asked } from "../state/state.ts";

interface Given {
  readonly moment: Moment;
  readonly asked: Asked;
  readonly of: Chosen["of"];
}

type Forms = typeof import("./forms.ts");

/** What the rules come to elsewhere: manifests, SQL, a test, a line of curl. It is loaded when it is wanted. */
export function Out({ moment, asked, of }: Given) {
  const [forms, setForms] = useState<Forms>();
  const [form, setForm] = useState("");
  const [url, setUrl] = useState("");
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (isOpen) void import("./forms.ts").then(setForms);
  }, [isOpen]);
  const names = forms?.formsFor(of) ?? [];
  const chosen = names.includes(form) ? form : names[0];
  const place = url === "" && chosen !== undefined ? forms!.urlFor(chosen) : url;
  const result = chosen === undefined ? undefined : forms!.written(chosen, { moment, asked, of, url: place });
  return (
    <Card id="out" title="Out">
      <details class="more" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>Manifests, SQL, a test, curl</summary>
        {result === undefined ? null : (
          <>
            <div class="row">
              <label class="field">
                Form
                <select value={chosen} onChange={({ currentTarget }) => setForm(currentTarget.value)}>
                  {names.map((name) => (
                    <option key={name}>{name}</option>
                  ))}
                </select>
              </label>
              <label class="field wide">
                Where the module is
                <input
                  type="text"
                  spellcheck={false}
                  value={place}
                  onInput={({ currentTarget }) => setUrl(currentTarget.value)}
                />
              </label>
            </div>
            {"fault" in result ? (
              <p class="fault" role="alert">
                {result.fault}
              </p>
            ) : (
              <pre tabIndex={0} role="region" aria-label={chosen!}>
                {result.text}
              </pre>
            )}
          </>
        )}
      </details>
    </Card>
  );
}
