import { OTHER_MODULE } from "../core/config/ids";
import { Report } from "../core/config/report";
import { claimPath } from "../core/plan/slots";
import { WrittenRule } from "../core/rule/written";
import { SourceKind, WrittenSource } from "../core/rule/written-key";
import { utf8 } from "../core/text/bytes";
import { isShown } from "../host/property";

const REMEDY = "; run hash-tagging.wasm, or name another source";

/**
 * Refuses the sources that the host shows no module of this kind. To pass over them would be worse: the rule would go on to its
 * next source, which may be a header that clients write. For configuration.
 */
export function checkShown(rules: WrittenRule[], report: Report): void {
  for (let i = 0; i < rules.length; ++i) checkSources(rules[i].key.sources, report);
}

function checkSources(sources: WrittenSource[], report: Report): void {
  for (let i = 0; i < sources.length; ++i) {
    const source = sources[i];
    checkSources(source.parts, report);
    if (source.kind == SourceKind.Claim && !isShown(utf8(claimPath(source.name)))) {
      report.add(OTHER_MODULE, source.path, "the native module is not shown claims" + REMEDY);
    } else if (source.kind == SourceKind.Property && !isShown(utf8(source.name))) {
      report.add(OTHER_MODULE, source.path, "the native module is not shown this property" + REMEDY);
    }
  }
}
