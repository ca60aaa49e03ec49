import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** `--mode single` makes one HTML file with all inside, which opens from a disk; else plain files for any web server. */
export default defineConfig(({ mode }) => ({
  root: at("."),
  base: "./",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: mode === "single" ? [viteSingleFile()] : [],
  worker: { format: "es" },
  build: {
    outDir: at(mode === "single" ? "../build/page-single" : "../build/page"),
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: mode === "single" ? Number.MAX_SAFE_INTEGER : 0,
  },
}));
