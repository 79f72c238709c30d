import type { TableDocument } from '../documents/read/reading.ts';

/** A table of responses, whatever tool wrote it: its columns under their whole headings, then a row a response. */
export interface Gathered {
  readonly columns: readonly GatheredColumn[];
  readonly rows: readonly GatheredRow[];
}

export interface GatheredColumn {
  readonly index: number;
  /** As the file has it, made different from the others. */
  readonly name: string;
  /** What stands above it, where the headings take several lines. */
  readonly above: string | null;
  /** What a codebook says that it is. */
  readonly said?: { readonly question: string; readonly part: string | null };
}

export interface GatheredRow {
  /** Line of the file. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Beyond, one import would keep a page waiting too long: the file can be cut in two. */
export const MOST_RESPONSES = 20_000;
const HEADING_LINES = 4;

/** Headings that the tools themselves write, by which the line of headings is known. */
const KNOWN_HEADINGS =
  /^(?:submitdate|date submitted|response id|id de la réponse|date de soumission|_submission_time|_uuid|submissiondate|key|horodateur|timestamp|sid|numéro de série|serial|cle|date_saisie|progression)$/i;

export function gather({ columns, rows }: TableDocument): Gathered {
  // Titles that were not taken for titles are the first row, and columns then bear numbers.
  const isUntitled = columns.every((name, index) => name === `colonne ${index + 1}`);
  const first = { line: (rows[0]?.line ?? 2) - 1, cells: columns };
  const lines = isUntitled ? rows : [first, ...rows];
  const found = lines.slice(0, HEADING_LINES).findIndex(({ cells }) => isHeading(cells));
  const at = Math.max(found, 0);
  const headings = lines[at]?.cells ?? [];
  return {
    columns: namesOf(headings).map((name, index) => ({
      index,
      name,
      above: aboveOf(lines.slice(0, at), index),
    })),
    rows: lines.slice(at + 1).filter(({ cells }) => cells.some((cell) => cell.trim() !== '')),
  };
}

const isHeading = (cells: readonly string[]): boolean =>
  cells.some((cell) => KNOWN_HEADINGS.test(cell.trim()));

/** The nearest words above or before: tools write the name of a group once, over its first column. */
function aboveOf(lines: readonly { readonly cells: readonly string[] }[], index: number) {
  const line = lines.at(-1);
  for (let place = index; line && place >= 0; place -= 1) {
    const words = line.cells[place]?.trim() ?? '';
    // Where a line of titles was taken for columns, its empty cells were numbered.
    if (words !== '' && !/^colonne \d+$/.test(words)) return words;
  }
  return null;
}

function namesOf(headings: readonly string[]): string[] {
  const used = new Map<string, number>();
  return headings.map((raw, index) => {
    const name = raw.trim() === '' ? `colonne ${index + 1}` : raw.trim();
    const count = (used.get(name) ?? 0) + 1;
    used.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}
