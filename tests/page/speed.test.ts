// What the page weighs, and how long it takes from a key to what is drawn. The figures are printed.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { open, paste } from "./browser.ts";

const MOST_BYTES = 300 * 1024;
/** Until a change is drawn, and until the worker has counted all: it shares two processors with the other suite. */
const MOST_MILLISECONDS = { drawn: 50, counted: 100 };
const folder = join(import.meta.dirname, "../../build/page");

test("the first load is below 300 KB, gzipped", async () => {
  const page = await open();
  await page.getByRole("heading", { name: "What users have together" }).waitFor();
  const entries = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
  const first = ["index.html", ...entries.map((name) => new URL(name).pathname.slice(1))];
  const worker = readdirSync(join(folder, "assets")).filter((name) => name.startsWith("worker-"));
  const files = new Set([...first, ...worker.map((name) => `assets/${name}`)]);
  const sizes = [...files].map(
    (file) => [file, gzipSync(readFileSync(join(folder, file)), { level: 9 }).length] as const,
  );
  const sum = sizes.reduce((all, [, size]) => all + size, 0);
  for (const [file, size] of sizes) console.log(`${(size / 1024).toFixed(1).padStart(7)} KB  ${file}`);
  console.log(`${(sum / 1024).toFixed(1).padStart(7)} KB  first load`);
  const single = gzipSync(readFileSync(join(folder, "single.html")), { level: 9 }).length;
  console.log(`${(single / 1024).toFixed(1).padStart(7)} KB  single.html`);
  assert.ok(files.size >= 5);
  assert.ok(sum < MOST_BYTES, `${sum} bytes`);
});

const RELEASE = readFileSync(join(folder, "../../examples/mixed-canary/release.yaml"), "utf8");

/** In the page: moves an edge by a key, so that the text changes, and waits until it is drawn, and until all users are counted. */
async function press(): Promise<{ drawn: number; counted: number }> {
  const edge = document.querySelector<HTMLElement>('[aria-label="End of v3 of rule app-c"]')!;
  const shares = [...document.querySelectorAll("#everybody .shares")].at(-1)!;
  const wanted = `${Number(edge.ariaValueNow) + 1}.00 %`; // of 100 buckets
  const counted = new Promise<number>((resolve) => {
    const observer = new MutationObserver(() => {
      if (shares.querySelector("strong")?.textContent !== wanted) return;
      observer.disconnect();
      resolve(performance.now());
    });
    observer.observe(shares, { subtree: true, childList: true, characterData: true });
  });
  const start = performance.now();
  edge.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const drawn = performance.now() - start;
  return { drawn, counted: (await counted) - start };
}

test("a change is drawn below 50 ms, and 100,000 users are counted in a worker meanwhile", async () => {
  const page = await open();
  await page.getByRole("heading", { name: "What users have together" }).waitFor();
  const times = [];
  for (let i = 0; i < 30; ++i) times.push(await page.evaluate(press));
  for (const what of ["drawn", "counted"] as const) {
    assertBelow(
      MOST_MILLISECONDS[what],
      what,
      times.map((time) => time[what]),
    );
  }
});

/** In the page: types a blank into the text, and waits until it is drawn. */
async function type(): Promise<number> {
  const start = performance.now();
  document.execCommand("insertText", false, " ");
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return performance.now() - start;
}

test("a key in a release is drawn below 50 ms", async () => {
  const page = await open();
  await paste(page, RELEASE);
  await page.locator("#compare").getByText("10.00 % of all users move").waitFor();
  await page.keyboard.press("Control+End");
  const times = [];
  for (let i = 0; i < 30; ++i) times.push(await page.evaluate(type));
  assertBelow(MOST_MILLISECONDS.drawn, "a key in a release", times);
});

/** The least: another program may have the processor, but the page is never faster than it is. */
function assertBelow(limit: number, what: string, times: readonly number[]): void {
  const sorted = [...times].sort((a, b) => a - b);
  const [least, middle, most] = [sorted[0]!, sorted[sorted.length >> 1]!, sorted.at(-1)!];
  const ms = (time: number) => `${time.toFixed(1)} ms`;
  console.log(`${what}: least ${ms(least)}, median ${ms(middle)}, most ${ms(most)}`);
  assert.ok(least < limit, `${what} in ${least} ms`);
}
