import type { Contribution } from '../../../analysis/corpus.ts';
import type { DocumentFormat, DocumentProblem } from '../../../views/messages/documents.ts';

export type { DocumentFormat, DocumentProblem };

/**
 * One paragraph of a document, in reading order. `text` is literally
 * `document.text.slice(start, start + text.length)`.
 */
export interface Paragraph {
  readonly text: string;
  readonly start: number;
  readonly kind: 'heading' | 'paragraph' | 'listItem' | 'note';
  /** Depth of a heading, from 1. */
  readonly level?: number;
  /** What automatic numbering shows before the paragraph (« 2. », « b) »); it is not part of the text. */
  readonly number?: string;
  /** How many characters are bold from the start of the paragraph. */
  readonly leadingBold: number;
  readonly page?: number;
}

/** A text by paragraphs: a letter, a return, a transcript. */
export interface TextDocument {
  readonly kind: 'document';
  readonly format: DocumentFormat;
  readonly title: string;
  readonly text: string;
  readonly paragraphs: readonly Paragraph[];
  readonly encoding: string | null;
  readonly warnings: readonly DocumentProblem[];
}

/** A table, one contribution a row once its columns are chosen; `line` is the row in the file, header included. */
export interface TableDocument {
  readonly kind: 'table';
  readonly format: DocumentFormat;
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  /** Proposals, for a person to change; null where no column looks right. */
  readonly textColumn: string | null;
  readonly idColumn: string | null;
  readonly encoding: string | null;
  readonly problems: readonly DocumentProblem[];
  readonly warnings: readonly DocumentProblem[];
}

export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Texts that come already divided: JSONL, IRaMuTeQ. */
export interface CollectionDocument {
  readonly kind: 'collection';
  readonly format: DocumentFormat;
  readonly title: string;
  readonly contributions: readonly Contribution[];
  readonly encoding: string | null;
  readonly problems: readonly DocumentProblem[];
  readonly warnings: readonly DocumentProblem[];
}

export interface ReadFailure {
  readonly kind: 'failure';
  readonly problem: DocumentProblem;
}

export type Reading = TextDocument | TableDocument | CollectionDocument | ReadFailure;

/** A paragraph before it has its place in the text. */
export type LooseParagraph = Omit<Paragraph, 'start'>;

/** Puts paragraphs one a line; the text is the concatenation that every offset refers to. */
export function layOut(loose: readonly LooseParagraph[]): {
  readonly text: string;
  readonly paragraphs: readonly Paragraph[];
} {
  let start = 0;
  const paragraphs = loose.map((paragraph) => {
    const placed = { ...paragraph, start };
    start += paragraph.text.length + 1;
    return placed;
  });
  return { text: loose.map((paragraph) => paragraph.text).join('\n'), paragraphs };
}

const MAX_TITLE_LENGTH = 150;

/** The first heading where there is one, else the name of the file. */
export function titleOf(paragraphs: readonly LooseParagraph[], fileName: string): string {
  const heading = paragraphs.find((paragraph) => paragraph.kind === 'heading');
  if (heading && heading.text.length <= MAX_TITLE_LENGTH)
    return heading.text.replaceAll(/\s+/gu, ' ');
  return stemOf(fileName);
}

export function stemOf(fileName: string): string {
  const base = fileName.slice(fileName.search(/[^/\\]*$/u));
  return base.replace(/(?<=.)\.[^.]*$/u, '');
}
