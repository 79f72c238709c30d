import { found, only, readOne, typedIn } from './fields.ts';
import { oneColumn } from './one-column.ts';
import { readWords, wordFaults } from './own-words.ts';
import { lines } from './paper.ts';
import type { Fields, Problem } from './type.ts';

type Writing = {
  readonly id: string;
  readonly label: string;
  readonly maxLength: number;
};

/** What short and long texts share: all but their template. */
export const writing = {
  isGroup: false,
  isAnswered: true,
  missing: ({ id }: Writing): Problem => ({ code: 'write-something', field: id }),
  options: () => undefined,
  fieldNames: ({ id }: Writing) => [id],
  read({ id }: Writing, fields: Fields) {
    const { answer, problems } = readOne(fields, id);
    return { ...found(readWords(answer)), problems };
  },
  write: ({ id }: Writing, answer: string) => ({ [id]: only(answer) }),
  prune: (_text: Writing, answer: string) => answer,
  faults: ({ id, maxLength }: Writing, answer: string) => wordFaults(answer, maxLength, id),
  gaps: () => [],
  view: ({ id, maxLength }: Writing, fields: Fields) => ({
    value: typedIn(fields, id) ?? '',
    maxLength,
  }),
  display: (_text: Writing, answer: string) => answer.split('\n'),
  columns: oneColumn('words'),
  cells: (_text: Writing, answer: string | undefined) => [answer ?? null],
  data: (_text: Writing, answer: string | undefined) => answer ?? '',
  fromText: (_text: Writing, text: string) => readWords(text),
  words: (_text: Writing, answer: string) => [answer],
  paper: ({ maxLength }: Writing) => [lines(maxLength > 300 ? 6 : maxLength > 100 ? 3 : 1)],
  /** Words are read; that there are some is all that is counted. */
  tallied: () => true as const,
  summary: () => ({ kind: 'words', isPersonal: false }) as const,
} as const;
