import { z } from 'zod';
import { timeOf } from '../expressions/dates.ts';
import { summariseTimes } from '../results/moments.ts';
import { whole } from './editing.ts';
import { line, lineFaults, readLine } from './line.ts';
import { oneColumn } from './one-column.ts';
import { blank } from './paper.ts';
import { question } from './question.ts';
import type { QuestionType } from './type.ts';

type TimeQuestion = z.infer<typeof definition>;

const definition = question.extend({ type: z.literal('time') });

/** A time of the day, kept as `14:30`. */
export const time = {
  ...line,
  type: 'time',
  definition,
  paper: () => [blank('_ _ h _ _')],
  columns: oneColumn('time'),
  missing: ({ id }) => ({ code: 'give-a-time', field: id }),
  read: (time, fields) => readLine(time, fields, tidy, 'not-a-time'),
  faults: (time, answer) => lineFaults(time, answer, tidy(answer) === answer, 'not-a-time'),
  display: (_time, answer) => [answer.replace(':', '\u00a0h\u00a0')],
  editing: {
    family: 'dating',
    fields: [],
    blank: {},
    subjects: () => whole('words'),
    seconds: () => 8,
    attempt: (_time, _offer, chance) => chance.pick(['08:15', '14:30', '21:00']),
  },
  summary: (_time, entries) => summariseTimes(entries),
} as const satisfies QuestionType<TimeQuestion, string> & { definition: typeof definition };

/** « 14:30 » as a browser sends it, « 14 h 30 » or « 14h » as people type it. */
function tidy(typed: string): string | undefined {
  const found = /^(\d{1,2})(?:\s*[hH:]\s*(\d{2})?)(?::\d{2}(?:\.\d+)?)?$/u.exec(typed);
  const time = `${found?.[1]?.padStart(2, '0')}:${found?.[2] ?? '00'}`;
  return found && timeOf(time) !== undefined ? time : undefined;
}
