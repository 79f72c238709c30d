import { z } from 'zod';
import { daysOf, formatDate } from '../expressions/dates.ts';
import { summariseDays } from '../results/moments.ts';
import { whole } from './editing.ts';
import { line, lineFaults, readLine } from './line.ts';
import { oneColumn } from './one-column.ts';
import { blank } from './paper.ts';
import { question } from './question.ts';
import type { QuestionType } from './type.ts';

type DateQuestion = z.infer<typeof definition>;

const definition = question.extend({ type: z.literal('date') });

/** A day of the calendar, kept as `2026-11-23`. */
export const date = {
  ...line,
  type: 'date',
  definition,
  paper: () => [blank('_ _ / _ _ / _ _ _ _', { label: 'Jour, mois, année' })],
  columns: oneColumn('date'),
  missing: ({ id }) => ({ code: 'give-a-date', field: id }),
  read: (date, fields) => readLine(date, fields, tidy, 'not-a-date'),
  faults: (date, answer) => lineFaults(date, answer, tidy(answer) === answer, 'not-a-date'),
  display: (_date, answer) => [formatDate(daysOf(answer) ?? Number.NaN, '%d/%m/%Y')],
  editing: {
    family: 'dating',
    fields: [],
    blank: {},
    subjects: () => whole('day'),
    seconds: () => 8,
    attempt(_date, _offer, chance) {
      const days = chance.compared.flatMap((text) => tidy(text) ?? []);
      return chance.pick(['1998-05-12', '2026-11-23', '2030-01-15', ...days]);
    },
  },
  summary: (_date, entries) => summariseDays(entries),
} as const satisfies QuestionType<DateQuestion, string> & { definition: typeof definition };

/** « 2026-11-23 » as a browser sends it, « 23/11/2026 » as people type it. */
function tidy(typed: string): string | undefined {
  const french = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/.exec(typed);
  const [, day = '', month = '', year = ''] = french ?? [];
  const iso = french ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : typed;
  return /^\d{4}-\d{2}-\d{2}$/.test(iso) && daysOf(iso) !== undefined ? iso : undefined;
}
