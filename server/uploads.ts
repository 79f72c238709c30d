import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { documentPages as said } from '../views/messages/document-pages.ts';
import { cleanFileName } from './documents/import/fileName.ts';
import { HttpError } from './errors.ts';
import type { FormResult } from './forms.ts';
import { cleanText } from './security.ts';

export interface Upload {
  readonly bytes: Buffer;
  readonly fileName: string;
  /** The texts of the form that stand before the file. */
  readonly fields: Readonly<Record<string, string>>;
}

/** The one file of the form, in memory and within bounds, or what is wrong with it in French. */
export async function receiveFile(
  request: FastifyRequest,
  limitMb: number,
): Promise<FormResult<Upload>> {
  if (!request.isMultipart()) throw new HttpError(415);
  let file: MultipartFile | undefined;
  try {
    file = await request.file();
    if (!file || file.filename === '' || file.filename === undefined) {
      file?.file.resume();
      return { errors: { file: said.fileMissing } };
    }
    const bytes = await file.toBuffer();
    return { values: { bytes, fileName: cleanFileName(file.filename), fields: textsOf(file) } };
  } catch (error) {
    if (error instanceof Error && 'statusCode' in error && error.statusCode === 413)
      return { errors: { file: said.tooLarge(limitMb) } };
    // The parser says in its own words that the form stops halfway.
    if (error instanceof Error && !('statusCode' in error))
      return { errors: { file: said.cutShort } };
    throw error;
  }
}

function textsOf({ fields }: MultipartFile): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, part]) =>
      part && 'value' in part && typeof part.value === 'string'
        ? [[name, cleanText(part.value)]]
        : [],
    ),
  );
}
