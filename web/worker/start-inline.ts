// In the place of start.ts where the page is one file. A browser loads no worker from beside a file on a disk, nor a module from
// a blob of such a page; one whose text stands in its URL it does.
import script from "../../build/page-worker/worker.js?raw";

export const start = (): Worker =>
  new Worker(`data:text/javascript,${encodeURIComponent(script)}`, { type: "module" });
