import { Reason } from "./request";

/** The word for a reason, in metrics and in explanations. It never changes its meaning. */
export function reasonName(reason: Reason): string {
  switch (reason) {
    case Reason.NotAsked:
      return "not-asked";
    case Reason.Off:
      return "off";
    case Reason.NoMatch:
      return "no-match";
    case Reason.NoBucket:
      return "no-key";
    case Reason.NoRange:
      return "no-range";
    case Reason.Policy:
      return "policy";
    case Reason.Default:
      return "default";
    case Reason.Anonymous:
      return "anonymous";
    case Reason.Override:
      return "override";
    default:
      return "pin";
  }
}
