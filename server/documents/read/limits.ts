import { refuse } from './problem.ts';

const MEGABYTE = 2 ** 20;

export interface ReadLimits {
  readonly maxInputMb: number;
  readonly maxUnpackedMb: number;
  readonly maxCharacters: number;
  readonly maxRows: number;
  readonly maxColumns: number;
  readonly maxSeconds: number;
}

/** What a person may send through a page. */
export const UPLOAD_LIMITS: ReadLimits = {
  maxInputMb: 25,
  maxUnpackedMb: 100,
  maxCharacters: 10_000_000,
  maxRows: 100_000,
  maxColumns: 1_000,
  maxSeconds: 10,
};

/** What the command line reads from disk: whole corpora, on the machine of whoever asks. */
export const CORPUS_LIMITS: ReadLimits = {
  maxInputMb: 500,
  maxUnpackedMb: 500,
  maxCharacters: 300_000_000,
  maxRows: 1_000_000,
  maxColumns: 1_000,
  maxSeconds: 120,
};

/** What one reading has spent so far; every parser tells it what it takes, and is stopped when it is too much. */
export interface Budget {
  readonly limits: ReadLimits;
  takeUnpacked(bytes: number): void;
  takeText(characters: number): void;
  checkTime(): void;
}

export function startBudget(limits: ReadLimits): Budget {
  const deadline = performance.now() + limits.maxSeconds * 1_000;
  let unpacked = 0;
  let characters = 0;
  const checkTime = () => {
    if (performance.now() > deadline) refuse('tooSlow', { seconds: limits.maxSeconds });
  };
  return {
    limits,
    checkTime,
    takeUnpacked(bytes) {
      unpacked += bytes;
      if (unpacked > limits.maxUnpackedMb * MEGABYTE) {
        refuse('unpackedTooLarge', { limitMb: limits.maxUnpackedMb });
      }
      checkTime();
    },
    takeText(length) {
      characters += length;
      if (characters > limits.maxCharacters) {
        refuse('tooMuchText', { limit: limits.maxCharacters });
      }
    },
  };
}

export function checkInputSize(bytes: number, limits: ReadLimits): void {
  if (bytes === 0) refuse('emptyFile', {});
  if (bytes > limits.maxInputMb * MEGABYTE) refuse('fileTooLarge', { limitMb: limits.maxInputMb });
}
