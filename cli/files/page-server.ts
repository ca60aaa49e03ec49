import { createReadStream, existsSync, readFileSync, watchFile, unwatchFile } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { basename, extname, join } from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
};
const INTERVAL = 200;

/**
 * Serves the page in `folder`. With a `file` the page asks for its text at ./rules, and ./changes tells it when that is another;
 * `read` gives the text, and throws where there is none. It answers requests for this machine alone.
 */
export function pageServer(folder: string, file: string | undefined, read: () => Promise<string>): Server {
  const server = createServer((request, response) => {
    if (!/^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/.test(request.headers.host ?? "")) {
      response.writeHead(403).end(); // a name that somebody has made lead here
    } else void answer(request, response);
  });
  const answer = async ({ url = "/" }: IncomingMessage, response: ServerResponse) => {
    const path = url.replace(/[?#].*/s, "");
    response.setHeader("cache-control", "no-store");
    if (file !== undefined && path === "/rules") return rules(response);
    if (file !== undefined && path === "/changes") return changes(file, response);
    if (path === "/") return index(response);
    const asset = join(folder, "assets", basename(path));
    if (!path.startsWith("/assets/") || !existsSync(asset)) return void response.writeHead(404).end();
    response.setHeader("content-type", TYPES[extname(asset)] ?? "application/octet-stream");
    createReadStream(asset).pipe(response);
  };
  const rules = async (response: ServerResponse) => {
    const text = await read().catch(() => undefined);
    response.setHeader("content-type", "text/plain; charset=utf-8");
    response.writeHead(text === undefined ? 404 : 200).end(text ?? "");
  };
  const index = (response: ServerResponse) => {
    const html = readFileSync(join(folder, "index.html"), "utf8");
    const mark = file === undefined ? "" : '<meta name="rules" content="served" />';
    response.setHeader("content-type", TYPES[".html"]!);
    response.end(html.replace("</head>", `${mark}</head>`));
  };
  return server;
}

/** Tells the page of each change of the file, as server-sent events, until it goes. */
function changes(file: string, response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const tell = () => response.write("data: changed\n\n");
  watchFile(file, { interval: INTERVAL }, tell);
  tell();
  response.on("close", () => unwatchFile(file, tell));
}
