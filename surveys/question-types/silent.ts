import { z } from 'zod';
import type { Entry } from '../results/entry.ts';
import { MOST_LETTERS, summariseValues } from '../results/values.ts';
import { found, only, readOne, typedIn } from './fields.ts';
import { oneColumn } from './one-column.ts';
import { readWords, wordFaults } from './own-words.ts';
import type { Fields } from './type.ts';

type Silent = { readonly id: string; readonly label: string };

/** What hidden and calculated values share: a text that nobody types. */
export const silent = {
  answer: z.string(),
  isGroup: true,
  isAnswered: true,
  missing: ({ id }: Silent) => ({ code: 'write-something' as const, field: id }),
  options: () => undefined,
  fieldNames: ({ id }: Silent) => [id],
  read({ id }: Silent, fields: Fields) {
    const { answer, problems } = readOne(fields, id);
    return { ...found(readWords(answer)), problems };
  },
  write: ({ id }: Silent, answer: string) => ({ [id]: only(answer) }),
  prune: (_silent: Silent, answer: string) => answer,
  faults: ({ id }: Silent, answer: string) => wordFaults(answer, 20_000, id),
  gaps: () => [],
  view: ({ id }: Silent, fields: Fields) => ({ value: typedIn(fields, id) ?? '' }),
  display: (_silent: Silent, answer: string) => [answer],
  columns: oneColumn('text'),
  cells: (_silent: Silent, answer: string | undefined) => [answer ?? null],
  data: (_silent: Silent, answer: string | undefined) => answer ?? '',
  fromText: (_silent: Silent, text: string) => text || undefined,
  words: () => [],
  tallied: (_silent: Silent, answer: string) => answer.slice(0, MOST_LETTERS),
  summary: (_silent: Silent, entries: readonly Entry<string>[]) => summariseValues(entries),
} as const;
