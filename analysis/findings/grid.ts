import { type EvidenceRole, isFor } from './rules.ts';
import type { Voices } from './small-n.ts';

/** Someone whose words were collected: where they stand in the grid, and what they were asked. */
export interface Met {
  readonly speaker: string;
  readonly row: string | null;
  readonly column: string | null;
  /** Keys of the questions that were put to them (see `carryingQuestions`); of use where nobody speaks. */
  readonly asked: ReadonlySet<string>;
}

/** A piece of evidence, as the grid reads it. */
export interface Voice {
  readonly speaker: string;
  readonly role: EvidenceRole;
  /** The question under which the words stand. */
  readonly question: string;
}

/** « Mixed » is no fifth value: some of the cell support and others contradict, and both are counted. */
export type CellValue = 'supports' | 'contradicts' | 'mixed' | 'not-mentioned' | 'not-asked';

export interface GridCell extends Voices {
  readonly column: string;
  readonly value: CellValue;
  /** Stakeholders of the cell whose words were collected. */
  readonly met: number;
}

export interface Grid {
  readonly rows: readonly { readonly row: string; readonly cells: readonly GridCell[] }[];
  /** Stakeholders who speak of the finding from no declared row and column. */
  readonly outside: number;
}

/** The questions that carry a finding: those under which the words of its evidence stand. */
export const carryingQuestions = (voices: readonly Voice[]): ReadonlySet<string> =>
  new Set(voices.map(({ question }) => question));

/**
 * Region × category. A cell where someone speaks supports, contradicts, or does both. Where nobody does, it
 * is « not asked » when nobody of the cell was met, or when none of those met was asked any of the questions
 * that carry the finding; only otherwise may one write « not mentioned ».
 */
export function buildGrid(
  rows: readonly string[],
  columns: readonly string[],
  met: readonly Met[],
  voices: readonly Voice[],
): Grid {
  const carrying = carryingQuestions(voices);
  const stances = stanceBySpeaker(voices);
  const isInside = ({ row, column }: Met) =>
    row !== null && column !== null && rows.includes(row) && columns.includes(column);
  const placed = new Set(met.filter(isInside).map(({ speaker }) => speaker));
  return {
    rows: rows.map((row) => ({
      row,
      cells: columns.map((column) => {
        const people = met.filter((one) => one.row === row && one.column === column);
        return cellOf(column, people, stances, carrying);
      }),
    })),
    outside: [...stances.keys()].filter((speaker) => !placed.has(speaker)).length,
  };
}

function cellOf(
  column: string,
  people: readonly Met[],
  stances: ReadonlyMap<string, Stance>,
  carrying: ReadonlySet<string>,
): GridCell {
  const voices = countStances(people.flatMap(({ speaker }) => stances.get(speaker) ?? []));
  const isAsked = people.some((one) => !carrying.isDisjointFrom(one.asked));
  return { column, value: decideValue(voices, isAsked), ...voices, met: people.length };
}

function decideValue(voices: Voices, isAsked: boolean): CellValue {
  if (voices.mixed > 0 || (voices.for > 0 && voices.against > 0)) return 'mixed';
  if (voices.for > 0) return 'supports';
  if (voices.against > 0) return 'contradicts';
  return isAsked ? 'not-mentioned' : 'not-asked';
}

export type Stance = 'for' | 'against' | 'mixed';

/** One stance a speaker, however much they speak; a nuance (« oui, mais ») is mixed by itself. */
export function stanceBySpeaker(
  voices: readonly Pick<Voice, 'speaker' | 'role'>[],
): ReadonlyMap<string, Stance> {
  const stances = new Map<string, Stance>();
  for (const { speaker, role } of voices) {
    const stance = stanceOf(role);
    const before = stances.get(speaker) ?? stance;
    stances.set(speaker, before === stance ? stance : 'mixed');
  }
  return stances;
}

export function countStances(stances: readonly Stance[]): Voices {
  const count = (stance: Stance) => stances.filter((one) => one === stance).length;
  return { for: count('for'), against: count('against'), mixed: count('mixed') };
}

function stanceOf(role: EvidenceRole): Stance {
  if (isFor(role)) return 'for';
  return role === 'contradicts' ? 'against' : 'mixed';
}
