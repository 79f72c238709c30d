import type { FastifyRequest } from 'fastify';
import {
  countQuestions,
  type Draft,
  draftOf,
  MAX_QUESTIONS,
  readDraft,
} from '../../surveys/edit/draft.ts';
import { checkDraft } from '../../surveys/edit/problems.ts';
import { readXlsform } from '../../surveys/xlsform/read.ts';
import { documentSentence } from '../../views/messages/documents.ts';
import {
  draftProblemSentence,
  questionnaireMessages as said,
} from '../../views/messages/questionnaires.ts';
import { xlsformSentence } from '../../views/messages/xlsform.ts';
import { isDefinitionFile, parseDefinition } from '../definition-text.ts';
import { cleanFileName } from '../documents/import/fileName.ts';
import { ReadError } from '../documents/read/problem.ts';
import { readWorkbook } from '../documents/read/workbook.ts';
import { HttpError } from '../errors.ts';

/** A line of the report on a file: where, what becomes of it, what to do. */
export interface UploadProblem {
  readonly place: string;
  readonly message: string;
  readonly isError: boolean;
}

export interface QuestionnaireFile {
  /** Undefined where the file gives no questionnaire. */
  readonly definition: Draft | undefined;
  readonly problems: readonly UploadProblem[];
}

/** A workbook or one of our definitions, whatever is wrong in it: a report, never a crash. */
export async function readQuestionnaireFile(
  name: string,
  bytes: Buffer,
): Promise<QuestionnaireFile> {
  if (isDefinitionFile(name)) return readDefinition(name, bytes);
  try {
    const { definition, problems } = readXlsform(
      await readWorkbook(bytes),
      name.replace(/\.[^.]+$/, ''),
    );
    return {
      definition: definition && draftOf(definition),
      problems: problems.map((problem) => ({
        place: [
          problem.sheet,
          problem.cell ?? (problem.row === null ? '' : said.upload.row(problem.row)),
        ]
          .filter((part) => part !== '')
          .join(', '),
        message: xlsformSentence(problem),
        isError: problem.severity === 'error',
      })),
    };
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    return failed(documentSentence(error.problem));
  }
}

const failed = (message: string): QuestionnaireFile => ({
  definition: undefined,
  problems: [{ place: said.upload.file, message, isError: true }],
});

function readDefinition(name: string, bytes: Buffer): QuestionnaireFile {
  const definition = readDraft(parseDefinition(name, bytes));
  if (!definition) return failed(said.upload.notJson);
  if (countQuestions(definition) > MAX_QUESTIONS) return failed(said.refusals['too-many']);
  return {
    definition,
    problems: checkDraft(definition).problems.map((problem) => ({
      place: problem.on,
      message: draftProblemSentence(problem),
      isError: problem.severity === 'error',
    })),
  };
}

/** The file of a form, whole; or why it can't be read. */
export async function receiveQuestionnaire(
  request: FastifyRequest,
  limitMb: number,
): Promise<{ readonly name: string; readonly bytes: Buffer } | { readonly error: string }> {
  if (!request.isMultipart()) throw new HttpError(415);
  try {
    const file = await request.file({ limits: { fileSize: limitMb * 2 ** 20 } });
    if (!file?.filename) {
      file?.file.resume();
      return { error: said.upload.missing };
    }
    return { name: cleanFileName(file.filename), bytes: await file.toBuffer() };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (!('statusCode' in error)) return { error: said.upload.cutShort };
    if (error.statusCode === 413) return { error: said.upload.tooLarge(limitMb) };
    throw error;
  }
}
