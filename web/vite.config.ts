import { fileURLToPath } from "node:url";
import { defineConfig, type UserConfig } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const inline = { assetsInlineLimit: Number.MAX_SAFE_INTEGER };

/** Plain files for any web server; or the worker as one script with the core in it, for the page as one file with all in it. */
const MODES: Record<string, UserConfig> = {
  production: { build: { outDir: at("../build/page"), assetsInlineLimit: 0 } },
  worker: {
    build: {
      outDir: at("../build/page-worker"),
      lib: { entry: at("worker/worker.ts"), formats: ["es"], fileName: "worker" },
      rolldownOptions: { output: { codeSplitting: false } },
      ...inline,
    },
  },
  single: {
    build: { outDir: at("../build/page-single"), ...inline },
    resolve: { alias: { "./start.ts": at("worker/start-inline.ts") } },
    plugins: [viteSingleFile()],
  },
};

export default defineConfig(({ mode }) => {
  const { build, resolve, ...more } = MODES[mode]!;
  return {
    root: at("."),
    base: "./",
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    worker: { format: "es", rolldownOptions: { output: { codeSplitting: false } } },
    resolve: { alias: { "node:fs/promises": at("no-files.ts"), ...resolve?.alias } },
    build: { emptyOutDir: true, target: "es2022", modulePreload: { polyfill: false }, ...build },
    ...more,
  };
});
