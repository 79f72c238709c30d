import { z } from 'zod';
import { found, only, readOne, typedIn, wrong } from './fields.ts';
import { readWords, wordFaults } from './own-words.ts';
import { lines } from './paper.ts';
import type { Fields, Problem, ProblemCode, Reading } from './type.ts';

type Line = { readonly id: string; readonly label: string };

/** What a text of one line in a form of its own shares with the others: an address, a number, a date. */
export const line = {
  answer: z.string(),
  isGroup: false,
  isAnswered: true,
  options: () => undefined,
  fieldNames: ({ id }: Line) => [id],
  write: ({ id }: Line, answer: string) => ({ [id]: only(answer) }),
  prune: (_line: Line, answer: string) => answer,
  gaps: () => [],
  view: ({ id }: Line, fields: Fields) => ({ value: typedIn(fields, id) ?? '' }),
  cells: (_line: Line, answer: string | undefined) => [answer ?? null],
  data: (_line: Line, answer: string | undefined) => answer ?? '',
  fromText: (_line: Line, text: string) => readWords(text),
  words: () => [],
  paper: () => [lines(1)],
} as const;

/** @param tidy gives the text as it is kept, or nothing where it is none of that form. */
export function readLine(
  { id }: Line,
  fields: Fields,
  tidy: (typed: string) => string | undefined,
  code: ProblemCode,
): Reading<string> {
  const { answer: typed, problems } = readOne(fields, id);
  const words = readWords(typed);
  if (words === undefined) return { answer: undefined, problems };
  const answer = tidy(words.trim());
  return answer === undefined ? wrong({ code, field: id }) : found(answer);
}

export function lineFaults(
  { id }: Line,
  answer: string,
  isOfForm: boolean,
  code: ProblemCode,
): Problem[] {
  return isOfForm ? wordFaults(answer, 280, id) : [{ code, field: id }];
}
