import { readInWorker } from '../read/isolated.ts';
import { UPLOAD_LIMITS } from '../read/limits.ts';
import type { Reading } from '../read/reading.ts';

/** Two cores: a third reading would only slow the first two, and each may take a hundred megabytes. */
const AT_ONCE = 2;
const waiting: (() => void)[] = [];
let running = 0;

/** Reads a file that someone sent, in a thread of its own, two at a time. */
export async function readUpload(
  bytes: Uint8Array,
  fileName: string,
  maxInputMb: number,
): Promise<Reading> {
  await takeTurn();
  try {
    return await readInWorker(bytes, fileName, { ...UPLOAD_LIMITS, maxInputMb });
  } finally {
    running--;
    waiting.shift()?.();
  }
}

async function takeTurn(): Promise<void> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running++;
}
