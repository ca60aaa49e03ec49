export default {
  entries: ["*.spec.ts", "!(node_modules)/**/*.spec.ts"],
  include: [],
  disclude: [/node_modules/],
  coverage: ["../../assembly/core/**/*.ts"],
  instantiate: (memory, createImports, instantiate, binary) =>
    instantiate(binary, createImports({ env: { memory } })),
};
