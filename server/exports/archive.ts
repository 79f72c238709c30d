import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** A file of the archive, written as it is read. */
export interface ArchivePart {
  readonly name: string;
  readonly content: () => AsyncIterable<Uint8Array>;
}

/** A ZIP archive whose parts are written one after the other, each no faster than the archive is taken. */
export async function* writeArchive(
  parts: readonly ArchivePart[],
  at: number,
): AsyncGenerator<Buffer> {
  const zip = new ZipFile();
  const failed = new Promise<never>((_, reject) => {
    // A part that fails must fail the archive: it would otherwise never end.
    zip.on('error', reject);
    for (const { name, content } of parts)
      zip.addReadStreamLazy(name, { mtime: new Date(at), mode: 0o100644 }, (take) => {
        const stream = Readable.from(content(), { objectMode: false });
        stream.once('error', reject);
        take(null, stream);
      });
  });
  failed.catch(() => {}); // told again by the race below
  zip.end();
  const chunks = (zip.outputStream as Readable).iterator();
  while (true) {
    const { done, value } = await Promise.race([chunks.next(), failed]);
    if (done) return;
    yield value;
  }
}
