import type { ReadLimits } from '../../../server/documents/read/limits.ts';
import { readDocument } from '../../../server/documents/read/readDocument.ts';
import type {
  CollectionDocument,
  Reading,
  TableDocument,
  TextDocument,
} from '../../../server/documents/read/reading.ts';
import { documentSentence } from '../../../views/messages/documents.ts';

type Kinds = { document: TextDocument; table: TableDocument; collection: CollectionDocument };

/** Reads bytes that must turn out to be of a kind; anything else fails the test with its own words. */
export async function readAs<Kind extends keyof Kinds>(
  kind: Kind,
  bytes: Uint8Array,
  fileName: string,
  limits?: ReadLimits,
): Promise<Kinds[Kind]> {
  const reading = await readDocument(bytes, fileName, limits);
  if (reading.kind !== kind) throw new Error(`read as ${reading.kind}: ${sentenceOf(reading)}`);
  // The kind was just compared.
  return reading as Kinds[Kind];
}

/** The code of what went wrong; « read » where nothing did. */
export async function refusalOf(
  bytes: Uint8Array,
  fileName: string,
  limits?: ReadLimits,
): Promise<string> {
  const reading = await readDocument(bytes, fileName, limits);
  return reading.kind === 'failure' ? reading.problem.code : 'read';
}

export function sentenceOf(reading: Reading): string {
  return reading.kind === 'failure' ? documentSentence(reading.problem) : reading.title;
}

export const codesOf = (found: readonly { readonly code: string }[]) =>
  found.map(({ code }) => code);
