import { cleanText } from '../read/encoding.ts';
import type { TextDocument } from '../read/reading.ts';
import { tableContributions } from '../read/table.ts';
import { exchangesOf } from '../understand/exchanges.ts';
import { RETURN_RUBRICS, type ReturnBlock } from '../understand/prefectReturn.ts';
import { sectionsOf } from '../understand/sections.ts';
import type { SpeakerRole, Transcript } from '../understand/transcript.ts';
import type { Choices, ReadFile, Understanding } from './choices.ts';

/** One contribution of a document before it is stored: its words, and where in the document they stand. */
export interface Piece {
  /** A rubric, the question answered, a heading, the row's own identifier. */
  readonly locator: string;
  readonly text: string;
}

const MAX_LOCATOR_LENGTH = 300;

/** Cuts a file into its contributions, as chosen. An empty list says that the choices keep nothing. */
export function piecesOf(
  file: ReadFile,
  { blocks, transcript }: Understanding,
  choices: Choices,
): readonly Piece[] {
  if (file.kind === 'collection') return file.contributions.map(toPiece);
  if (file.kind === 'table') return tablePieces(file, choices);
  if (choices.kind === 'return') return returnPieces(file, blocks, choices);
  if (choices.kind === 'transcript' && transcript) {
    return transcriptPieces(file, transcript, choices.roles);
  }
  return sectionsOf(file).map(({ title, text }) => ({ locator: locatorOf(title), text }));
}

function toPiece({ id, text }: { readonly id: string; readonly text: string }): Piece {
  return { locator: locatorOf(id), text: cleanText(text).trim() };
}

function tablePieces(
  file: Extract<ReadFile, { kind: 'table' }>,
  { textColumn, idColumn }: Choices,
): Piece[] {
  const fields = { textField: textColumn ?? undefined, idField: idColumn ?? undefined };
  return tableContributions(file, fields).contributions.map(toPiece);
}

/** One piece a rubric, in the order of the instruction; its blocks apart by a blank line. */
function returnPieces(
  document: TextDocument,
  blocks: readonly ReturnBlock[],
  { rubrics }: Choices,
): Piece[] {
  return RETURN_RUBRICS.map((rubric) => ({
    locator: rubric,
    text: blocks
      .filter((_, index) => rubrics[index] === rubric)
      .map(({ start, end }) => document.text.slice(start, end))
      .join('\n\n'),
  })).filter(({ text }) => text !== '');
}

function transcriptPieces(
  document: TextDocument,
  transcript: Transcript,
  roles: Readonly<Record<string, SpeakerRole>>,
): Piece[] {
  const having = (wanted: SpeakerRole) =>
    new Set(
      transcript.speakers.filter(({ key }) => roles[key] === wanted).map((speaker) => speaker.key),
    );
  const speakers = { answering: having('interviewee'), asking: having('interviewer') };
  return exchangesOf(document, transcript, speakers).map(({ question, text }) => ({
    locator: locatorOf(question),
    text,
  }));
}

function locatorOf(words: string | null): string {
  const line = (words ?? '').replaceAll(/\s+/gu, ' ').trim();
  return line.length <= MAX_LOCATOR_LENGTH ? line : `${line.slice(0, MAX_LOCATOR_LENGTH - 1)}…`;
}
