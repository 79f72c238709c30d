import { z } from 'zod';
import { whole } from './editing.ts';

import { line, lineFaults, readLine } from './line.ts';
import { oneColumn } from './one-column.ts';
import { question } from './question.ts';
import type { QuestionType } from './type.ts';

type Phone = z.infer<typeof definition>;

const definition = question.extend({ type: z.literal('phone') });

/** A telephone number as it was typed: « 01 23 45 67 89 », « +33 1 23 45 67 89 ». */
export const phone = {
  ...line,
  isIdentifying: true,
  type: 'phone',
  definition,
  columns: oneColumn('contact'),
  missing: ({ id }) => ({ code: 'give-a-phone', field: id }),
  read: (phone, fields) => readLine(phone, fields, tidy, 'not-a-phone'),
  faults: (phone, answer) => lineFaults(phone, answer, tidy(answer) === answer, 'not-a-phone'),
  display: (_phone, answer) => [answer],
  editing: {
    family: 'joining',
    fields: [],
    blank: {},
    subjects: () => whole('words'),
    seconds: () => 12,
    attempt: () => '01 99 00 12 34',
  },
  tallied: () => true,
  summary: () => ({ kind: 'words', isPersonal: true }),
} as const satisfies QuestionType<Phone, string, true> & { definition: typeof definition };

function tidy(typed: string): string | undefined {
  const digits = typed.replace(/[\s().\u00a0\u202f/-]/gu, '');
  return /^\+?\d{3,15}$/.test(digits) ? typed : undefined;
}
