/** 0 done, 1 failed, 2 called in a way that can't be understood. */
export type ExitCode = 0 | 1 | 2;

/** One word of `constat <word> …`; its help is in French and shows how it is called. */
export interface Command {
  readonly name: string;
  readonly help: string;
  run(argv: string[]): Promise<ExitCode>;
}
