import { z } from 'zod';
import { question } from './question.ts';
import type { QuestionType } from './type.ts';

type Note = z.infer<typeof definition>;

/** A text to read; nothing to answer. */
const definition = question.extend({
  type: z.literal('note'),
  required: z.literal(false).default(false),
});

export const note = {
  type: 'note',
  definition,
  answer: z.never(),
  isGroup: true,
  isAnswered: false,
  missing: ({ id }) => ({ code: 'choose-one', field: id }),
  options: () => undefined,
  fieldNames: () => [],
  read: () => ({ answer: undefined, problems: [] }),
  write: () => ({}),
  prune: () => undefined,
  faults: () => [],
  gaps: () => [],
  view: () => ({}),
  display: () => [],
  columns: () => [],
  cells: () => [],
  data: () => '',
  words: () => [],
  editing: {
    family: 'saying',
    fields: [],
    blank: {},
    subjects: () => [],
    seconds: () => 0,
    attempt: () => undefined,
  },
  summary: () => ({ kind: 'nothing' }),
} as const satisfies QuestionType<Note, never> & { definition: typeof definition };
