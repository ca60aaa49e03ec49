/**
 * A file of envoy-configs/ with the fields that `manifest --format envoy` writes in the place of the same fields, the guard
 * and the first filters, as a person would paste them: indented, before the router.
 */
export function pasted(text: string, fields: string): string {
  const [fieldsThere, indent] =
    /^( *)(?:early_header_mutation_extensions:\n(?:\1 .*\n)+\1)?http_filters:\n[^]*?(?=^ *- name: envoy\.filters\.http\.router$)/m.exec(
      text,
    )!;
  return text.replace(fieldsThere, () => fields.replace(/^(?=.)/gm, indent!));
}
