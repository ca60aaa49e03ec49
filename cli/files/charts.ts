import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Mistake } from "../../lib/mistake.js";

const WIDTH = 900;

const MISSING = "Apache ECharts draws the plots and is not installed: npm install echarts";

/** A chart of Apache ECharts as SVG. Throws a Mistake where that is not installed. */
export async function svgOf(chart: Record<string, unknown>, height: number): Promise<string> {
  const echarts = await import("echarts").catch(missing);
  const drawn = echarts.init(null, null, { renderer: "svg", ssr: true, width: WIDTH, height });
  drawn.setOption(chart);
  const svg = drawn.renderToSVGString();
  drawn.dispose();
  return `${svg}\n`;
}

/** The same as a page that needs no other file; `text` stands below. Throws a Mistake likewise. */
export async function pageOf(chart: Record<string, unknown>, height: number, text: string): Promise<string> {
  const script = await scriptOf();
  const data = JSON.stringify(chart).replaceAll("<", "\\u003c");
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>hash-tagging simulate</title>
<div id="plot" style="max-width: ${WIDTH}px; height: ${height}px"></div>
<pre>${escaped(text)}</pre>
<script>${script}</script>
<script>echarts.init(document.getElementById("plot")).setOption(${data});</script>
</html>
`;
}

/** ECharts for browsers. */
async function scriptOf(): Promise<string> {
  let url: string;
  try {
    url = import.meta.resolve("echarts/dist/echarts.min.js");
  } catch (error) {
    return missing(error);
  }
  return readFile(fileURLToPath(url), "utf8").catch(missing);
}

function missing(error: unknown): never {
  const { code } = error as { code?: unknown };
  if (code === "ERR_MODULE_NOT_FOUND" || code === "ENOENT") throw new Mistake(MISSING);
  throw error;
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}
