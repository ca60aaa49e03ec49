// The walls between the parts of the project, as rules of dependency-cruiser; CONTRIBUTING.md says why they stand.
const inside = (path) => ({ path: `^${path}/` });
const wall = (name, from, to, comment) => ({ name, severity: "error", from, to, comment });

module.exports = {
  forbidden: [
    wall("no-circle", {}, { circular: true }, "a value flows down: nobody calls back up"),
    {
      ...wall("no-circle-of-folders", {}, { circular: true }, "nor does a folder"),
      scope: "folder",
    },
    wall(
      "no-lost-import",
      {},
      { couldNotResolve: true, pathNot: "build/page-worker/" },
      "every import leads to a file, or to what make page builds on its way",
    ),
    wall(
      "core-alone",
      inside("assembly/core"),
      { pathNot: "^assembly/core/" },
      "the core imports nothing of the others",
    ),
    wall(
      "hash-below",
      { path: "^assembly/core/(hash|text)/" },
      { pathNot: "^assembly/core/(hash|text)/" },
      "hashes and text know no rule",
    ),
    wall(
      "host-below",
      inside("assembly/host"),
      { pathNot: "^assembly/(host|core)/" },
      "the edge to the host knows no module",
    ),
    wall(
      "gateway-alone",
      inside("assembly/gateway"),
      inside("assembly/sidecar"),
      "each module stands by itself",
    ),
    wall(
      "sidecar-alone",
      inside("assembly/sidecar"),
      inside("assembly/gateway"),
      "each module stands by itself",
    ),
    wall(
      "lib-alone",
      inside("lib"),
      { pathNot: "^(lib/|build/core\\.)|(^|/)node_modules/" },
      "lib is shared by Node and the browser",
    ),
    wall(
      "core-by-lib",
      { path: "^(lib|cli|web|lab|bench)/", pathNot: "^lib/(core|census/census)\\.ts$" },
      { path: "^(assembly/|build/core\\.)" },
      "two files know how the compiled core is called",
    ),
    wall(
      "product-alone",
      { path: "^(assembly|lib|cli|web)/" },
      { path: "^(tests|lab|bench|release)/" },
      "what is shipped needs nothing that is not",
    ),
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "(^|/)(node_modules|build)/" },
    exclude: { path: "^bench/peers/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
  },
};
