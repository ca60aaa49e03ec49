/**
 * A file of envoy-configs/ with the fields that `manifest --format envoy` writes in the place of its first filters, as a
 * person would paste them: indented, before the router.
 */
export function pasted(text: string, fields: string): string {
  const [filters, indent] = /^( *)http_filters:\n[^]*?(?=^ *- name: envoy\.filters\.http\.router$)/m.exec(
    text,
  )!;
  return text.replace(filters, () => fields.replace(/^(?=.)/gm, indent!));
}
