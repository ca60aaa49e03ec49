/** Requests without a pause, while something else happens. */
export class Load<Answer> {
  readonly #answers: Answer[] = [];
  readonly #workers: Promise<void[]>;
  #enough = Infinity;

  /** `request` is called with 0, 1, 2, … by each of the `workers` in turn, as soon as its last one is answered. */
  constructor(request: (number: number) => Promise<Answer>, workers = 2) {
    let number = 0;
    const work = async () => {
      while (this.#answers.length < this.#enough) this.#answers.push(await request(number++));
    };
    this.#workers = Promise.all(Array.from({ length: workers }, work));
    this.#workers.catch(() => {}); // told by stop()
  }

  /** Ends it, but not before `atLeast` answers; gives them all as they came. Rejects if a request had no answer. */
  async stop(atLeast = 0): Promise<Answer[]> {
    this.#enough = atLeast;
    await this.#workers;
    return this.#answers;
  }
}
