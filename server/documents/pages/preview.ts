import { CONSENTS, DOCUMENT_KINDS } from '../../../db/schema/sources.ts';
import type { PreviewPage } from '../../../views/documents/page.ts';
import { documentPages as said } from '../../../views/messages/document-pages.ts';
import { documentSentence } from '../../../views/messages/documents.ts';
import type { Choices, ReadFile, Understanding } from '../import/choices.ts';
import type { Piece } from '../import/pieces.ts';
import { RETURN_RUBRICS } from '../understand/prefectReturn.ts';

type Body = Pick<
  PreviewPage,
  | 'format'
  | 'words'
  | 'warnings'
  | 'problems'
  | 'moreProblems'
  | 'notice'
  | 'blocks'
  | 'speakers'
  | 'columns'
  | 'pieces'
  | 'pieceCount'
  | 'morePieces'
>;

const SHOWN_PIECES = 12;
const SHOWN_PROBLEMS = 20;

/** What a preview shows of the file itself: how it was read, how it is cut, and what may be changed. */
export function previewBody(
  file: ReadFile,
  understanding: Understanding,
  choices: Choices,
  pieces: readonly Piece[],
): Body {
  const problems = file.kind === 'document' ? [] : file.problems;
  const isReturn = choices.kind === 'return' && file.kind === 'document';
  const isTranscript = choices.kind === 'transcript' && file.kind === 'document';
  return {
    format: said.formats[file.format],
    words: pieces.reduce((sum, { text }) => sum + countWords(text), 0),
    warnings: file.warnings.map(documentSentence),
    problems: problems.slice(0, SHOWN_PROBLEMS).map(documentSentence),
    moreProblems: Math.max(0, problems.length - SHOWN_PROBLEMS),
    notice: isTranscript && understanding.transcript === null ? said.noTranscript : null,
    blocks: isReturn ? blocksOf(file, understanding, choices) : [],
    speakers: isTranscript ? speakersOf(file, understanding, choices) : [],
    columns: file.kind === 'table' ? columnsOf(file.columns, choices) : null,
    pieces: isReturn ? [] : pieces.slice(0, SHOWN_PIECES).map(toExcerpt),
    pieceCount: pieces.length,
    morePieces: isReturn ? 0 : Math.max(0, pieces.length - SHOWN_PIECES),
  };
}

export function consentOptions(chosen: string | undefined): PreviewPage['consents'] {
  return CONSENTS.map((value) => ({
    value,
    label: said.consents[value],
    isSelected: value === chosen,
  }));
}

export function kindLinks(current: string, hrefOf: (kind: string) => string): PreviewPage['kinds'] {
  return DOCUMENT_KINDS.map((kind) => ({
    label: said.kinds[kind],
    href: hrefOf(kind),
    isCurrent: kind === current,
  }));
}

function blocksOf(
  file: Extract<ReadFile, { kind: 'document' }>,
  { blocks }: Understanding,
  { rubrics }: Choices,
): Body['blocks'] {
  return blocks.map(({ title, start, end }, index) => ({
    id: `rubric-${index + 1}`,
    title: title ?? said.unplaced,
    ...excerptOf(file.text.slice(start, end)),
    rubrics: [
      { value: '', label: said.noRubric, isSelected: rubrics[index] == null },
      ...RETURN_RUBRICS.map((rubric) => ({
        value: rubric,
        label: said.rubrics[rubric],
        isSelected: rubric === rubrics[index],
      })),
    ],
  }));
}

const EXAMPLE_LENGTH = 160;

function speakersOf(
  file: Extract<ReadFile, { kind: 'document' }>,
  { transcript }: Understanding,
  { roles }: Choices,
): Body['speakers'] {
  return (transcript?.speakers ?? []).map(({ key, label, turns, words }, index) => {
    const spans = transcript?.turns.find(
      (turn) => turn.speaker === key && turn.spans.length > 0,
    )?.spans;
    const example = (spans ?? []).map(({ start, end }) => file.text.slice(start, end)).join(' ');
    return {
      id: `role-${index + 1}`,
      key,
      label,
      turns,
      words,
      example: cutAtWord(example, EXAMPLE_LENGTH).start,
      roles: (['interviewer', 'interviewee', 'unknown'] as const).map((role) => ({
        value: role,
        label: said.roles[role],
        isSelected: role === (roles[key] ?? 'unknown'),
      })),
    };
  });
}

function columnsOf(columns: readonly string[], { textColumn, idColumn }: Choices): Body['columns'] {
  const options = (chosen: string | null) =>
    columns.map((name) => ({ value: name, label: name, isSelected: name === chosen }));
  return { text: options(textColumn), id: options(idColumn) };
}

function toExcerpt({ locator, text }: Piece) {
  return { locator, ...excerptOf(text) };
}

const EXCERPT_LENGTH = 420;

/** The first lines of a text, and the rest of it where it goes on. */
function excerptOf(text: string): { readonly start: string; readonly rest: string | null } {
  return cutAtWord(text, EXCERPT_LENGTH);
}

function cutAtWord(
  text: string,
  length: number,
): { readonly start: string; readonly rest: string | null } {
  // A few letters over is no reason to hide them.
  if (text.length <= length * 1.3) return { start: text, rest: null };
  const cut = text.lastIndexOf(' ', length);
  const at = cut > length / 2 ? cut : length;
  return { start: `${text.slice(0, at)}…`, rest: text.slice(at).trimStart() };
}

function countWords(text: string): number {
  return text.split(/\s+/u).filter(Boolean).length;
}
