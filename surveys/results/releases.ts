import type { Interval } from '../statistics/bootstrap.ts';
import type { Spread } from '../statistics/quantiles.ts';
import { type Counts, type Groups, type Release, release } from './release.ts';
import type { QuestionResult } from './summary.ts';
import type { FacetName } from './survey.ts';
import { type AnswerTable, facetValues, type Rows, resultOf, rowsOfFacet } from './table.ts';
import type { JoinedQuestions } from './versions.ts';

/**
 * What each published question is told by. One facet at a time: regions and categories are never crossed, and what
 * lies within another (départements, strata) is left out, so that the tables of a question are the only ones there are.
 */
export const RELEASED_FACETS = ['region', 'category'] as const satisfies readonly FacetName[];

/** Nothing but counts under this many answers; and no table by groups where one of them is smaller. */
const LEAST_FOR_FIGURES = 30;

export interface ReleasedQuestion {
  readonly id: string;
  readonly label: string;
  readonly tables: readonly ReleasedTable[];
  readonly figures: ReleasedFigures | null;
  /** Asked, and nothing of it may be published: words, places, files, or too few answers. */
  readonly isWithheld: boolean;
}

/** One table of counts: answers across, groups of people down. */
export interface ReleasedTable {
  /** The row of a matrix; null where the question is one table. */
  readonly part: string | null;
  readonly answers: readonly string[];
  readonly isMultiple: boolean;
  readonly release: Release;
}

/** What describes many answers without counting them: from thirty on. */
export type ReleasedFigures =
  | {
      readonly kind: 'spread';
      readonly n: number;
      readonly unit: string | null;
      readonly spread: Spread;
    }
  | {
      readonly kind: 'scores';
      readonly n: number;
      readonly rows: readonly {
        readonly label: string;
        readonly score: number;
        readonly interval: Interval | null;
      }[];
    };

/** Every question as it may be published outside, hidden counts hidden. */
export function releaseSurvey(
  table: AnswerTable,
  all: Rows,
  { sections }: JoinedQuestions,
  k: number,
): { readonly title: string; readonly questions: readonly ReleasedQuestion[] }[] {
  const facets = RELEASED_FACETS.map((facet) => {
    const values = [...new Set(facetValues(table, all, facet))].sort((a, b) =>
      String(a) < String(b) ? -1 : 1,
    );
    return {
      facet,
      groups: values.map((value) => ({ value, rows: rowsOfFacet(table, all, facet, value) })),
    };
  });
  // Smaller groups would be mostly secret, and would cost the whole its own figures. One group is everyone.
  const dividing = facets.filter(
    ({ groups }) =>
      groups.length > 1 && groups.every(({ rows }) => rows.rows.length >= LEAST_FOR_FIGURES),
  );
  return sections.map(({ title, questions }) => ({
    title,
    questions: questions.flatMap(({ id, label }): ReleasedQuestion[] => {
      const overall = resultOf(table, id, all);
      if (!overall || overall.summary.kind === 'nothing') return [];
      const by = dividing.map(({ facet, groups }) => ({
        facet,
        groups: groups.map(({ value, rows }) => ({ value, result: resultOf(table, id, rows) })),
      }));
      const tables = countedIn(overall).map((counted, index): ReleasedTable => {
        const groups = by.map(
          (each): Groups<Counts> => ({
            facet: each.facet,
            groups: each.groups.map(({ value, result }) => ({
              value,
              counts: (result && countedIn(result)[index]) ?? nobody(counted),
            })),
          }),
        );
        const { part, answers, isMultiple } = counted;
        return { part, answers, isMultiple, release: release(counted, groups, { isMultiple, k }) };
      });
      const figures = figuresOf(overall);
      return [{ id, label, tables, figures, isWithheld: tables.length === 0 && !figures }];
    }),
  }));
}

interface Counted extends Counts {
  readonly part: string | null;
  readonly answers: readonly string[];
  readonly isMultiple: boolean;
}

const nobody = ({ counts }: Counted): Counts => ({ n: 0, counts: counts.map(() => 0) });

/** The tables of counts that a result holds. */
function countedIn({ summary, answered }: QuestionResult): Counted[] {
  if (summary.kind === 'choices') {
    const { rows, isMultiple } = summary;
    return [
      {
        part: null,
        answers: rows.map(({ label }) => label),
        isMultiple,
        n: answered,
        counts: rows.map(({ count }) => count),
      },
    ];
  }
  if (summary.kind === 'scale') {
    const { points } = summary;
    const answers = points.map(({ value, label }) => (label ? `${value} (${label})` : `${value}`));
    const counts = points.map(({ count }) => count);
    return [{ part: null, answers, isMultiple: false, n: answered, counts }];
  }
  if (summary.kind !== 'matrix') return [];
  return summary.tables.flatMap(({ label, columns, rows }) =>
    rows.map((row) => ({
      part: label === null ? row.label : `${label}\u00a0: ${row.label}`,
      answers: columns,
      isMultiple: false,
      n: row.answered,
      counts: row.counts,
    })),
  );
}

function figuresOf({ summary, answered: n }: QuestionResult): ReleasedFigures | null {
  if (n < LEAST_FOR_FIGURES) return null;
  if (summary.kind === 'numbers' && summary.spread)
    return { kind: 'spread', n, unit: summary.unit, spread: summary.spread };
  if (summary.kind !== 'maxdiff') return null;
  const rows = summary.rows.flatMap(({ label, score, interval }) =>
    score === null ? [] : [{ label, score, interval }],
  );
  return { kind: 'scores', n, rows };
}
