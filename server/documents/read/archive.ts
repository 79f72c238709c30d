import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import type { Budget } from './limits.ts';
import { ReadError, refuse } from './problem.ts';
import { readXml, type XmlHandlers } from './xml.ts';

const MAX_ENTRIES = 10_000;
const SYMBOLIC_LINK = 0o120_000;
const FILE_TYPE_MASK = 0o170_000;

/** A ZIP package in memory: nothing is ever written to disk, and only the parts asked for are unpacked. */
export interface Archive {
  readonly names: readonly string[];
  has(name: string): boolean;
  /** The unpacked bytes, piece by piece, counted against the budget as they come. */
  read(name: string): AsyncIterable<Uint8Array>;
}

export async function openArchive(bytes: Uint8Array, budget: Budget): Promise<Archive> {
  const file = await orDamaged(() =>
    fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      lazyEntries: true,
      autoClose: false,
    }),
  );
  const entries = await listEntries(file);
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    read(name) {
      const entry = entries.get(name) ?? refuse('damagedFile', {});
      return unpack(file, entry, budget);
    },
  };
}

/** Reads an XML part; where the package has none, nothing happens. */
export async function readPart(
  archive: Archive,
  name: string,
  handlers: XmlHandlers,
  budget: Budget,
): Promise<void> {
  if (archive.has(name)) await readXml(archive.read(name), name, handlers, budget);
}

async function listEntries(file: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  if (file.entryCount > MAX_ENTRIES) refuse('damagedFile', {});
  try {
    for await (const entry of file.eachEntry()) {
      if (entries.has(entry.fileName) || isLink(entry)) {
        refuse('unsafeArchive', { entry: entry.fileName });
      }
      entries.set(entry.fileName, entry);
    }
  } catch (error) {
    if (error instanceof ReadError) throw error;
    // yauzl validates names itself: absolute paths, « .. » and drive letters are its own errors.
    const unsafeName =
      /^(?:absolute path|invalid relative path|invalid characters in fileName): (.*)$/u.exec(
        String(error instanceof Error ? error.message : error),
      );
    if (unsafeName) refuse('unsafeArchive', { entry: unsafeName[1] ?? '' });
    refuse('damagedFile', {});
  }
  return entries;
}

function isLink(entry: Entry): boolean {
  return ((entry.externalFileAttributes >>> 16) & FILE_TYPE_MASK) === SYMBOLIC_LINK;
}

async function* unpack(file: ZipFile, entry: Entry, budget: Budget): AsyncIterable<Uint8Array> {
  if (entry.isEncrypted()) refuse('encryptedFile', {});
  if (!entry.canDecodeFileData()) refuse('damagedFile', {});
  const stream = await orDamaged(() => file.openReadStreamPromise(entry));
  try {
    for await (const chunk of stream) {
      budget.takeUnpacked(chunk.length);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof ReadError) throw error;
    refuse('damagedFile', {});
  } finally {
    stream.destroy();
  }
}

async function orDamaged<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch {
    refuse('damagedFile', {});
  }
}
