import { useEffect, useRef, useState } from "preact/hooks";
import type { Answer, Question } from "./messages.ts";
import { start } from "./start.ts";

/** The worker's last answer; undefined before the first. It has one question at a time, and then the newest. */
export function useCrowd(question: Omit<Question, "number"> | undefined): Answer | undefined {
  const [answer, setAnswer] = useState<Answer>();
  const desk = useRef<Desk>(undefined);
  useEffect(() => {
    desk.current = new Desk(setAnswer);
    return () => desk.current!.close();
  }, []);
  useEffect(() => {
    if (question !== undefined) desk.current!.ask(question);
  }, [question]);
  return answer;
}

/** Who hands questions to the worker. */
class Desk {
  readonly #worker = start();
  #isFree = false;
  #next: Omit<Question, "number"> | undefined;
  #number = 0;

  constructor(tell: (answer: Answer) => void) {
    this.#worker.onmessage = ({ data }: MessageEvent<Answer | "ready">) => {
      this.#isFree = true;
      if (data !== "ready") tell(data);
      this.#send();
    };
  }

  ask(question: Omit<Question, "number">): void {
    this.#next = question;
    this.#send();
  }

  close(): void {
    this.#worker.terminate();
  }

  #send(): void {
    if (!this.#isFree || this.#next === undefined) return;
    this.#isFree = false;
    const question: Question = { ...this.#next, number: ++this.#number };
    this.#next = undefined;
    performance.mark("asked");
    this.#worker.postMessage(question);
  }
}
