import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, type FileHandle, open, realpath, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';

type Part = string | Uint8Array;
type Parts = Iterable<Part> | AsyncIterable<Part>;

/** Where a command puts what it found: known to be writable before any work is done. */
export interface Output {
  /**
   * Writes all of it beside the place, then puts it there at once: until then, and if anything stops it, what was
   * there stays as it was. @returns what went wrong, in a sentence, or null. What `parts` throws is thrown.
   */
  write(parts: Parts): Promise<string | null>;
}

/** « - » is the standard output. @returns the place, or a sentence that says why nothing can be written there. */
export async function openOutput(path: string): Promise<Output | string> {
  if (path === '-') return { write: writeToStandardOutput };
  const known = await stat(path).catch(() => null);
  if (known?.isDirectory()) return sentence(path, 'c’est un dossier. Donnez le nom d’un fichier.');
  if (known && !known.isFile()) return { write: (parts) => sayWhy(path, writeInto(path, parts)) };
  const place = known ? await realpath(path) : path;
  const mode = known ? known.mode & 0o777 : 0o666;
  const refusal = await sayWhy(path, tryPlace(place, known !== null));
  return refusal ?? { write: (parts) => sayWhy(path, writeBeside(place, mode, parts)) };
}

/** A file made and removed at once says more than any right that could be read. */
async function tryPlace(place: string, isThere: boolean): Promise<void> {
  if (isThere) await refusable(access(place, constants.W_OK));
  const beside = nameBeside(place);
  const file = await refusable(open(beside, 'wx'));
  await file.close();
  await refusable(unlink(beside));
}

const nameBeside = (place: string) =>
  join(dirname(place), `.constat-${randomBytes(6).toString('hex')}.tmp`);

async function writeBeside(place: string, mode: number, parts: Parts): Promise<void> {
  const beside = nameBeside(place);
  const forget = () => unlink(beside).catch(() => {});
  const stop = (signal: NodeJS.Signals) => void forget().then(() => process.exit(CODES[signal]));
  for (const signal of SIGNALS) process.once(signal, stop);
  try {
    const file = await refusable(open(beside, 'wx', mode));
    try {
      await writeParts(file, parts);
      await refusable(file.sync());
    } finally {
      await file.close();
    }
    await refusable(rename(beside, place));
  } catch (error) {
    await forget();
    throw error;
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop);
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
const CODES: Partial<Record<NodeJS.Signals, number>> = { SIGINT: 130, SIGTERM: 143 };

/** Nothing can stand beside a device or a pipe: it takes what comes. */
async function writeInto(path: string, parts: Parts): Promise<void> {
  const file = await refusable(open(path, 'w'));
  try {
    await writeParts(file, parts);
  } finally {
    await file.close();
  }
}

async function writeParts(file: FileHandle, parts: Parts): Promise<void> {
  for await (const part of parts) await refusable(file.appendFile(part));
}

/** A reader who hangs up (`| head`) has had enough: that is no failure. */
async function writeToStandardOutput(parts: Parts): Promise<null> {
  let isOver = false;
  const stop = () => {
    isOver = true;
  };
  process.stdout.once('error', stop);
  for await (const part of parts) {
    if (isOver) break;
    await new Promise<void>((resolve) => {
      process.stdout.write(part, () => resolve());
    });
  }
  process.stdout.off('error', stop);
  return null;
}

/** What the system refused to the place itself, and not to what was being read meanwhile. */
class Refusal extends Error {
  override readonly name = 'Refusal';
}

function refusable<Value>(act: Promise<Value>): Promise<Value> {
  return act.catch((error: unknown) => {
    throw new Refusal(REASONS[codeOf(error)] ?? 'le système le refuse.', { cause: error });
  });
}

async function sayWhy(path: string, act: Promise<void>): Promise<string | null> {
  try {
    await act;
    return null;
  } catch (error) {
    if (error instanceof Refusal) return sentence(path, error.message);
    throw error;
  }
}

const sentence = (path: string, reason: string) =>
  `Le résultat ne peut pas être écrit dans ${path} : ${reason}`;

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

const refused = 'accès refusé. Vérifiez les droits de ce fichier et de son dossier.';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'son dossier n’existe pas.',
  ENOTDIR: 'son dossier n’en est pas un.',
  EACCES: refused,
  EPERM: refused,
  EROFS: 'ce disque est en lecture seule.',
  ENOSPC: 'le disque est plein.',
  ENAMETOOLONG: 'ce nom est trop long.',
};
