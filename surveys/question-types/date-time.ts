import { z } from 'zod';
import { daysOf, formatDate } from '../expressions/dates.ts';
import { summariseDays } from '../results/moments.ts';
import { whole } from './editing.ts';
import { line, lineFaults, readLine } from './line.ts';
import { oneColumn } from './one-column.ts';
import { blank } from './paper.ts';
import { question } from './question.ts';
import type { QuestionType } from './type.ts';

type DateTimeQuestion = z.infer<typeof definition>;

const definition = question.extend({ type: z.literal('date-time') });

/** A day and a time, kept as `2026-11-23T14:30`. */
export const dateTime = {
  ...line,
  type: 'date-time',
  definition,
  paper: () => [blank('_ _ / _ _ / _ _ _ _', { label: 'Le' }), blank('_ _ h _ _', { label: 'à' })],
  columns: oneColumn('date-time'),
  missing: ({ id }) => ({ code: 'give-a-date', field: id }),
  read: (dateTime, fields) => readLine(dateTime, fields, tidy, 'not-a-date'),
  faults: (dateTime, answer) => lineFaults(dateTime, answer, tidy(answer) === answer, 'not-a-date'),
  display: (_dateTime, answer) => [formatDate(daysOf(answer) ?? Number.NaN, '%d/%m/%Y %H:%M')],
  editing: {
    family: 'dating',
    fields: [],
    blank: {},
    subjects: () => whole('day'),
    seconds: () => 12,
    attempt: (_dateTime, _offer, chance) =>
      chance.pick(['1998-05-12T08:15', '2026-11-23T14:30', '2030-01-15T21:00']),
  },
  summary: (_dateTime, entries) => summariseDays(entries),
} as const satisfies QuestionType<DateTimeQuestion, string> & { definition: typeof definition };

/** « 2026-11-23T14:30 » as a browser sends it, « 23/11/2026 14:30 » as people type it. */
function tidy(typed: string): string | undefined {
  const french = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})[ ,]+(\d{1,2})\s*[h:]\s*(\d{2})$/u.exec(
    typed,
  );
  const [, day = '', month = '', year = '', hour = '', minute = ''] = french ?? [];
  const two = (part: string) => part.padStart(2, '0');
  const iso = french ? `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}` : typed;
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(iso) && daysOf(iso) !== undefined ? iso : undefined;
}
