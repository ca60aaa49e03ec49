// What the tests of the page share: the real Chromium, and the built page over HTTP.
import { createReadStream } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { after } from "node:test";
import { type Browser, chromium, type Page } from "playwright-core";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "build/page");
/** The page with all inside, as a file. */
export const FILE = `file://${join(folder, "single.html")}`;
const TYPES: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
};

let browser: Browser | undefined;
let server: Server | undefined;
after(async () => {
  await browser?.close();
  server?.close();
});

async function serve(): Promise<string> {
  server = createServer(({ url = "/" }, response) => {
    const path = new URL(url, "http://page").pathname;
    const file = join(folder, path === "/" ? "index.html" : path);
    response.setHeader("content-type", TYPES[extname(file)] ?? "application/octet-stream");
    createReadStream(file)
      .on("error", () => response.writeHead(404).end())
      .pipe(response);
  });
  await new Promise<void>((resolve) => server!.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server!.address() as AddressInfo).port}/`;
}

const running = new Map<Page, string[]>();

/** A page of its own, of the built files or at `url`; `options` as Playwright's. It has loaded, and it is an error if it logs one. */
export async function open(url?: string, options: Parameters<Browser["newContext"]>[0] = {}): Promise<Page> {
  const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
  browser ??= await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  if (server === undefined) address = serve();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  running.set(page, faults);
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  await page.goto(url ?? (await address!));
  await page.getByRole("heading", { name: "One user" }).waitFor();
  return page;
}
let address: Promise<string> | undefined;

/** What the page has complained about in its console. */
export const faultsOf = (page: Page): readonly string[] => running.get(page)!;

/** Replaces the text of the editor, as by pasting. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Rules, in YAML" }).click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(text);
}
