import { z } from 'zod';
import { whole } from './editing.ts';
import { line, lineFaults, readLine } from './line.ts';
import { oneColumn } from './one-column.ts';
import { lines } from './paper.ts';
import { question } from './question.ts';
import type { QuestionType } from './type.ts';

type FileQuestion = z.infer<typeof definition>;

/** The name of a file, a photo or a recording that whoever answers holds; the file itself is asked for apart. */
const definition = question.extend({
  type: z.literal('file'),
  kind: z.enum(['file', 'photo', 'audio', 'video']).default('file'),
});

export const file = {
  ...line,
  isIdentifying: true,
  type: 'file',
  definition,
  paper: () => [
    { kind: 'note', text: 'Joignez le document à ce questionnaire, et notez ici son titre.' },
    lines(1),
  ],
  columns: oneColumn('words'),
  missing: ({ id }) => ({ code: 'name-a-file', field: id }),
  read: (file, fields) => readLine(file, fields, (typed) => typed, 'name-a-file'),
  faults: (file, answer) => lineFaults(file, answer, true, 'name-a-file'),
  display: (_file, answer) => [answer],
  editing: {
    family: 'joining',
    fields: [{ kind: 'menu', name: 'kind', values: ['file', 'photo', 'audio', 'video'] }],
    blank: { kind: 'file' },
    subjects: () => whole('words'),
    seconds: () => 45,
    attempt: () => 'halle.jpg',
  },
  tallied: () => true,
  summary: () => ({ kind: 'files' }),
} as const satisfies QuestionType<FileQuestion, string, true> & { definition: typeof definition };
