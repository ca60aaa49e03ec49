import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["build/", ".tools/", "**/node_modules/", "bench/peers/"] },
  ...tseslint.configs.recommended,
  {
    files: ["**/*.ts"],
    rules: { "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }] },
  },
  {
    files: [
      "lib/**/*.ts",
      "cli/**/*.ts",
      "web/**/*.ts",
      "web/**/*.tsx",
      "release/**/*.ts",
      "lab/**/*.ts",
      "bench/**/*.ts",
      "tests/**/*.ts",
    ],
    ignores: ["tests/unit/**"],
    rules: { eqeqeq: "error" },
  },
  {
    // In AssemblyScript == is exact and === compares identity; an ABI function has the arguments that the ABI gives it.
    files: ["assembly/**/*.ts", "tests/unit/**/*.ts"],
    rules: {
      "prefer-const": "error",
      "@typescript-eslint/no-unused-vars": "off",
      "@typescript-eslint/no-empty-function": "off",
    },
  },
);
