import type { Archive } from './archive.ts';
import { refuse } from './problem.ts';

/** What the first bytes say, whatever the name of the file says. */
export type Container = 'archive' | 'oldOffice' | 'pdf' | 'plain';

export function sniffContainer(bytes: Uint8Array): Container {
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06])) {
    return 'archive';
  }
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return 'oldOffice';
  if (latin(bytes.subarray(0, 1_024)).includes('%PDF-')) return 'pdf';
  if (latin(bytes.subarray(0, 5)) === '{\\rtf') refuse('rtfFile', {});
  if (IMAGE_SIGNATURES.some((signature) => startsWith(bytes, signature))) refuse('imageFile', {});
  return 'plain';
}

export function sniffArchive(archive: Archive): 'docx' | 'xlsx' | 'odt' {
  if (archive.has('EncryptedPackage')) refuse('encryptedFile', {});
  if (archive.names.some((name) => /^word\/[^/]*document[^/]*\.xml$/u.test(name))) return 'docx';
  if (archive.has('xl/workbook.xml')) return 'xlsx';
  if (archive.names.some((name) => name.startsWith('ppt/'))) refuse('presentationFile', {});
  if (archive.has('content.xml')) return 'odt';
  return refuse('plainArchive', {});
}

/** An old binary file says what it holds in its directory, in UTF-16. */
export function sniffOldOffice(bytes: Uint8Array): 'xls' {
  const holds = (name: string) =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
      Buffer.from(name, 'utf16le'),
    );
  if (holds('EncryptedPackage')) refuse('encryptedFile', {});
  if (holds('WordDocument')) refuse('oldWord', {});
  if (holds('PowerPoint Document')) refuse('presentationFile', {});
  if (holds('Workbook') || holds('Book')) return 'xls';
  return refuse('oldOffice', {});
}

export function sniffText(text: string): 'iramuteq' | 'jsonl' | 'prose' {
  const start = text.slice(0, 20_000).trimStart();
  if (/^(?:<!doctype html|<html|<head|<body)/iu.test(start)) refuse('htmlFile', {});
  if (/^<\?xml/iu.test(start)) refuse(/<html/iu.test(start) ? 'htmlFile' : 'xmlFile', {});
  if (/^\*{4}(?:\s|$)/mu.test(start) || /^\d{4} \*\w/u.test(start)) return 'iramuteq';
  if (/^\{.*[:}]/u.test(start)) return 'jsonl';
  return 'prose';
}

const IMAGE_SIGNATURES = [
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
  [0x49, 0x49, 0x2a, 0x00],
  [0x4d, 0x4d, 0x00, 0x2a],
  [0x52, 0x49, 0x46, 0x46],
] as const;

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, at) => bytes[at] === byte);
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
