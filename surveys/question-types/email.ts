import { z } from 'zod';
import { whole } from './editing.ts';

import { line, lineFaults, readLine } from './line.ts';
import { oneColumn } from './one-column.ts';
import { question } from './question.ts';
import type { QuestionType } from './type.ts';

type Email = z.infer<typeof definition>;

const definition = question.extend({ type: z.literal('email') });

/** An address, as mail understands it. */
export const email = {
  ...line,
  isIdentifying: true,
  type: 'email',
  definition,
  columns: oneColumn('contact'),
  missing: ({ id }) => ({ code: 'give-an-email', field: id }),
  read: (email, fields) => readLine(email, fields, tidy, 'not-an-email'),
  faults: (email, answer) => lineFaults(email, answer, tidy(answer) === answer, 'not-an-email'),
  display: (_email, answer) => [answer],
  editing: {
    family: 'joining',
    fields: [],
    blank: {},
    subjects: () => whole('words'),
    seconds: () => 12,
    attempt: () => 'mairie@vaubrun.example',
  },
  tallied: () => true,
  summary: () => ({ kind: 'words', isPersonal: true }),
} as const satisfies QuestionType<Email, string, true> & { definition: typeof definition };

function tidy(typed: string): string | undefined {
  return /^[^\s@<>,;:"()]{1,64}@[^\s@<>,;:"()]{1,190}\.[^\s@<>,;:"().]{2,63}$/u.test(typed)
    ? typed
    : undefined;
}
