/** As much of the objects of Kubernetes as a release can be read from. */
export interface Found {
  readonly kind?: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
  readonly spec?: Readonly<Record<string, unknown>>;
}

export interface Route {
  readonly match?: readonly { readonly headers?: Readonly<Record<string, { readonly exact?: string }>> }[];
  readonly route?: readonly {
    readonly destination?: {
      readonly host?: string;
      readonly subset?: string;
      readonly port?: { readonly number?: number };
    };
  }[];
}

export interface Rule {
  readonly header?: string;
  readonly key?: readonly object[];
  readonly modulo?: number;
  readonly salt?: string;
  readonly tagHeader?: string;
  readonly overrides?: readonly { readonly match: readonly object[]; readonly tagValue: string | null }[];
  readonly pins?: readonly { readonly ids: readonly string[]; readonly tagValue: string | null }[];
  readonly policies?: readonly {
    readonly range?: number;
    readonly from?: number;
    readonly tagValue?: string;
  }[];
}

/** The rules that an object hands to the gateway; undefined where it hands it none. */
export function rulesOf({ kind, spec }: Found): readonly Rule[] | undefined {
  const of = (value: unknown, ...path: string[]) =>
    path.reduce((at: unknown, name) => (at as Record<string, unknown> | undefined)?.[name], value);
  const config =
    kind === "WasmPlugin"
      ? spec?.["pluginConfig"]
      : kind === "TrafficExtension"
        ? of(spec, "wasm", "pluginConfig")
        : kind === "EnvoyExtensionPolicy"
          ? of(spec, "wasm", "0", "config")
          : undefined;
  const rules = of(config, "rules");
  return Array.isArray(rules) ? (rules as Rule[]) : undefined;
}
