import type { Asked } from "../state/state.ts";

interface Given {
  readonly asked: Asked;
  readonly onAsked: (asked: Asked) => void;
}

/** The rest of the request, for rules that look at more than the id. */
export function RequestFields({ asked, onAsked }: Given) {
  const lines = (name: "headers" | "cookies" | "claims", label: string, example: string) => (
    <label class="field">
      {label}
      <textarea
        rows={2}
        spellcheck={false}
        placeholder={example}
        value={asked[name]}
        onInput={(event) => onAsked({ ...asked, [name]: event.currentTarget.value })}
      />
    </label>
  );
  const line = (name: "url" | "method" | "address", label: string, example: string) => (
    <label class="field">
      {label}
      <input
        type="text"
        spellcheck={false}
        placeholder={example}
        value={asked[name]}
        onInput={(event) => onAsked({ ...asked, [name]: event.currentTarget.value })}
      />
    </label>
  );
  return (
    <details class="more">
      <summary>The rest of the request</summary>
      <div class="fields">
        {line("url", "URL", "https://shop.example/cart")}
        {line("method", "Method", "GET")}
        {line("address", "Address of the client", "203.0.113.7")}
        {lines("headers", "Headers, one a line", "x-country: DE")}
        {lines("cookies", "Cookies, one a line", "beta=on")}
        {lines("claims", "Claims of the token, one a line", "sub=0005")}
      </div>
    </details>
  );
}
