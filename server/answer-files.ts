import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyRequest } from 'fastify';
import { hashOf } from '../db/ids.ts';
import { insertAnswerFile } from '../db/queries/answer-files.ts';
import type { AnswerError, Form } from '../surveys/answers.ts';
import type { Question, Section } from '../surveys/definition.ts';
import { typeOf } from '../surveys/question-types/find.ts';
import { responseMessages as said } from '../views/messages/responses.ts';
import { cleanFileName } from './documents/import/fileName.ts';
import { keepOriginal } from './documents/import/originals.ts';
import { badRequest, HttpError } from './errors.ts';
import { cleanText } from './security.ts';
import type { Services } from './services.ts';

/** Files given as answers: read with the page that holds them, kept under their hash, told by their bytes alone. */

export const ANSWER_FILE_MB = 10;
const FILES_MAX = 20;
const FIELDS_MAX = 2000;
const FIELD_BYTES_MAX = 2 ** 20;

interface Given {
  /** Name of the question's field. */
  readonly field: string;
  readonly fileName: string;
  readonly bytes: Buffer;
  readonly isTooLarge: boolean;
}

/** A page as it was posted: its texts, and the files that it brought, if it brought any. */
export async function readPage(
  request: FastifyRequest,
): Promise<{ readonly form: Form; readonly files: readonly Given[] }> {
  if (!request.isMultipart()) return { form: (request.body ?? {}) as Form, files: [] };
  const form = new Map<string, string[]>();
  const files: Given[] = [];
  const limits = {
    ...{ fileSize: ANSWER_FILE_MB * 2 ** 20, files: FILES_MAX },
    ...{ fields: FIELDS_MAX, fieldSize: FIELD_BYTES_MAX },
  };
  // A file that is too large is cut short and told so, rather than lose the rest of the page.
  const cut = { throwFileSizeLimit: false };
  try {
    for await (const part of request.parts({ limits, ...cut })) {
      if (part.type === 'field') {
        const name = cleanText(part.fieldname);
        form.set(name, [...(form.get(name) ?? []), cleanText(String(part.value ?? ''))]);
        continue;
      }
      const bytes = await part.toBuffer();
      const field = part.fieldname.replace(/\.file$/, '');
      const isTooLarge = part.file.truncated;
      if (bytes.length > 0)
        files.push({ field, fileName: cleanFileName(part.filename), bytes, isTooLarge });
    }
  } catch (error) {
    // The parser says in its own words, without a status, that the form stops halfway.
    throw error instanceof Error && 'statusCode' in error ? error : badRequest();
  }
  return { form: Object.fromEntries(form), files };
}

/** Texts of a page that came with files are read by those who need them before the page is: whose it is. */
export async function readPageBody(request: FastifyRequest) {
  const page = await readPage(request);
  if (request.isMultipart()) request.body = page.form;
  return page;
}

/**
 * Keeps the files of a page, and writes their names where their questions are answered. @returns what is wrong with
 * those that were not kept.
 */
export async function takeFiles(
  { store, config }: Services,
  responseId: string,
  section: Section,
  { form, files }: { readonly form: Form; readonly files: readonly Given[] },
): Promise<{ readonly form: Form; readonly errors: readonly AnswerError[] }> {
  const written: Record<string, unknown> = { ...form };
  const errors: AnswerError[] = [];
  for (const [name, value] of Object.entries(form))
    if (name.endsWith('.drop') && String(value) === 'yes')
      written[name.replace(/\.drop$/, '')] = '';
  for (const given of files) {
    const question = fileQuestion(section, given.field);
    if (!question) continue;
    const mediaType = mediaTypeOf(given.bytes);
    const problem = problemOf(question, mediaType, given.isTooLarge);
    if (problem) {
      const { id } = holderOf(section, given.field) ?? question;
      const facts = { message: problem };
      errors.push({ question: id, field: given.field, code: 'own-words', facts });
      continue;
    }
    const sha256 = hashOf(given.bytes);
    await orFull(keepOriginal(config.originalsPath, sha256, given.bytes));
    await insertAnswerFile(store, {
      ...{ responseId, field: given.field, fileName: given.fileName, sha256 },
      ...{ mediaType: mediaType ?? '', size: given.bytes.length },
    });
    written[given.field] = given.fileName;
  }
  return { form: written, errors };
}

/** Takes bytes away that nothing names any more. */
export async function dropFiles({ config }: Services, hashes: readonly string[]): Promise<void> {
  for (const sha256 of hashes) await rm(join(config.originalsPath, sha256), { force: true });
}

/** The question of the page that a field belongs to: itself, or the group whose turn it is part of. */
function holderOf({ questions }: Section, field: string): Question | undefined {
  return questions.find(({ id }) => field === id || field.startsWith(`${id}.`));
}

function fileQuestion(section: Section, field: string): Question | undefined {
  const holder = holderOf(section, field);
  const asked =
    holder && field !== holder.id
      ? typeOf(holder)
          .turns?.(holder)
          .questions.find(({ id }) => field.endsWith(`.${id}`))
      : holder;
  return asked && typeOf(asked).accepts ? asked : undefined;
}

function problemOf(
  question: Question,
  mediaType: string | undefined,
  isTooLarge: boolean,
): string | undefined {
  if (isTooLarge) return said.fileTooLarge(ANSWER_FILE_MB);
  const accepted = typeOf(question).accepts?.(question) ?? [];
  return mediaType !== undefined && accepted.includes(mediaType) ? undefined : said.fileRefused;
}

/** What the first bytes say, whatever name and type the browser gave. SVG and HTML are text: never taken. */
export function mediaTypeOf(bytes: Uint8Array): string | undefined {
  const latin = Buffer.from(bytes.subarray(0, 64)).toString('latin1');
  const found = SIGNATURES.find(({ marks }) =>
    marks.every(([offset, mark]) => latin.startsWith(mark, offset)),
  );
  return found?.type;
}

type Mark = readonly [offset: number, mark: string];
const starting = (type: string, ...marks: readonly Mark[]) => ({ type, marks });

const SIGNATURES = [
  starting('image/jpeg', [0, '\xff\xd8\xff']),
  starting('image/png', [0, '\x89PNG\r\n\x1a\n']),
  starting('image/gif', [0, 'GIF8']),
  starting('image/webp', [0, 'RIFF'], [8, 'WEBP']),
  ...['heic', 'heix', 'mif1', 'msf1', 'avif'].map((brand) =>
    starting('image/heic', [4, `ftyp${brand}`]),
  ),
  starting('application/pdf', [0, '%PDF-']),
  starting('application/zip', [0, 'PK\x03\x04']),
  ...['ID3', '\xff\xfb', '\xff\xf3', '\xff\xf2'].map((mark) => starting('audio/mpeg', [0, mark])),
  starting('audio/ogg', [0, 'OggS']),
  starting('audio/wav', [0, 'RIFF'], [8, 'WAVE']),
  starting('audio/mp4', [4, 'ftypM4A']),
  starting('video/mp4', [4, 'ftyp']),
  starting('video/webm', [0, '\x1aE\xdf\xa3']),
];

async function orFull<T>(writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw new HttpError(507);
    throw error;
  }
}
