import { crc32 } from 'node:zlib';

export interface PackagePart {
  readonly name: string;
  readonly content: Uint8Array;
}

/** Version 2.0 of the format, names in UTF-8, no compression: the same parts give the same bytes anywhere. */
const VERSION = 20;
const UTF8_NAMES = 0x0800;
const STORED = 0;
/** The first day that the format can write: 1 January 1980, midnight. */
const NO_TIME = 0;
const NO_DAY = 0x21;

/**
 * A ZIP archive without clock or compression (APPNOTE 6.3). Deflate is left out on purpose: its output differs
 * from one processor to another.
 */
export function storedZip(parts: readonly PackagePart[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of parts) {
    const common = describePart(name, content);
    const file = Buffer.concat([signature(0x04034b50), common, Buffer.from(name), content]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([signature(0x02014b50), twoBytes(VERSION), common, place, Buffer.from(name)]),
    );
    files.push(file);
    offset += file.length;
  }
  return Buffer.concat([...files, ...directory, endOf(directory, offset)]);
}

function describePart(name: string, content: Uint8Array): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(VERSION, 0);
  header.writeUInt16LE(UTF8_NAMES, 2);
  header.writeUInt16LE(STORED, 4);
  header.writeUInt16LE(NO_TIME, 6);
  header.writeUInt16LE(NO_DAY, 8);
  header.writeUInt32LE(crc32(content), 10);
  header.writeUInt32LE(content.length, 14);
  header.writeUInt32LE(content.length, 18);
  header.writeUInt16LE(Buffer.byteLength(name), 22);
  return header;
}

function endOf(directory: readonly Buffer[], offset: number): Buffer {
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(
    directory.reduce((sum, entry) => sum + entry.length, 0),
    8,
  );
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([signature(0x06054b50), end]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function twoBytes(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}
