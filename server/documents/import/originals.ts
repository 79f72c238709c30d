import { mkdir, open, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '../../../db/ids.ts';

/**
 * Keeps the bytes of an original under their hash, whole or not at all: written beside, flushed to the disk,
 * then renamed. A file already there under that hash is the same file.
 */
export async function keepOriginal(
  originalsPath: string,
  sha256: string,
  bytes: Uint8Array,
): Promise<void> {
  await mkdir(originalsPath, { recursive: true, mode: 0o700 });
  const path = join(originalsPath, sha256);
  if (await isThere(path, bytes.length)) return;
  const beside = `${path}.${newId()}.tmp`;
  const file = await open(beside, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
}

async function isThere(path: string, size: number): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.size === size;
}
