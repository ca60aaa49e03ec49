import Coverage from "@as-covers/transform";

/**
 * Instruments the core alone. The transform carries the lines that one file marks "ignore" over to every file after
 * it, and as-pect's own sources have such marks: with them in, lines of the core would go uncounted at random.
 */
export default class CoverageOfCore extends Coverage {
  afterParse(parser) {
    super.afterParse({
      sources: parser.sources.filter((source) => source.normalizedPath.includes("assembly/core/")),
    });
  }
}
