import { z } from 'zod';
import { whole } from './editing.ts';
import { typedIn } from './fields.ts';
import { line, lineFaults, readLine } from './line.ts';
import { oneColumn } from './one-column.ts';
import { lines } from './paper.ts';
import { question } from './question.ts';
import type { QuestionType } from './type.ts';

type FileQuestion = z.infer<typeof definition>;

const IMAGES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/heic'];
const SOUNDS = ['audio/mpeg', 'audio/ogg', 'audio/wav', 'audio/mp4'];
const FILMS = ['video/mp4', 'video/webm'];

/** A zip is also what a .docx, .xlsx or .odt file is. */
const ACCEPTED = {
  photo: IMAGES,
  audio: [...SOUNDS, 'video/webm'],
  video: FILMS,
  file: ['application/pdf', 'application/zip', ...IMAGES, ...SOUNDS, ...FILMS],
};

/** A file, a photo or a recording. The answer is its name; its bytes are kept apart, by whoever receives them. */
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
  accepts: ({ kind }) => ACCEPTED[kind],
  view: ({ id, kind }, fields) => ({
    value: typedIn(fields, id) ?? '',
    kind,
    accept: ACCEPTED[kind]
      .map((type) => (type === 'application/zip' ? '.docx,.xlsx,.odt,.ods,.zip' : type))
      .join(','),
  }),
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
