import { SourceKind } from "./written-key";

/** The field of the configuration that names a source of this kind. */
export function kindName(kind: SourceKind): string {
  switch (kind) {
    case SourceKind.Cookie:
      return "cookie";
    case SourceKind.QueryParam:
      return "queryParam";
    case SourceKind.Claim:
      return "claim";
    case SourceKind.Property:
      return "property";
    case SourceKind.Address:
      return "address";
    case SourceKind.All:
      return "all";
    case SourceKind.Host:
      return "authority";
    case SourceKind.Path:
      return "uri";
    case SourceKind.Minted:
      return "anonymousId";
    default:
      return "header";
  }
}
