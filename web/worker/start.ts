import CrowdWorker from "./worker.ts?worker";

export const start = (): Worker => new CrowdWorker();
