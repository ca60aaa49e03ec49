import { answerTo } from "./answer.ts";
import type { Question } from "./messages.ts";

addEventListener("message", ({ data }: MessageEvent<Question>) => postMessage(answerTo(data)));
postMessage("ready"); // what was sent while the core was loading is lost
