import { readInWorker } from '../read/isolated.ts';
import { UPLOAD_LIMITS } from '../read/limits.ts';
import type { Reading } from '../read/reading.ts';
import { createTurns } from '../turns.ts';

/** Two cores: a third reading would only slow the first two, and each may take a hundred megabytes. */
const inTurn = createTurns(2);

/** Reads a file that someone sent, in a thread of its own. */
export function readUpload(
  bytes: Uint8Array,
  fileName: string,
  maxInputMb: number,
): Promise<Reading> {
  return inTurn(() => readInWorker(bytes, fileName, { ...UPLOAD_LIMITS, maxInputMb }));
}
