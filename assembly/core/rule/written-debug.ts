/** `debug` as checked data. */
export class WrittenDebug {
  constructor(
    /** In lower case. */
    readonly header: string,
    readonly token: string,
  ) {}
}
