import { z } from 'zod';
import type { Entry } from '../results/entry.ts';
import { summariseNumbers } from '../results/numbers.ts';
import { text } from '../text.ts';
import { only, readOne, typedIn, wrong } from './fields.ts';
import { oneColumn } from './one-column.ts';
import { blank } from './paper.ts';
import type { Fields, Problem, Reading } from './type.ts';

/** What whole and decimal numbers share: their bounds, and a unit. */
export const bounds = {
  min: z.number().optional(),
  max: z.number().optional(),
  unit: text.optional(),
};

type Counting = {
  readonly id: string;
  readonly label: string;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly unit?: string | undefined;
};

export const counting = {
  answer: z.number(),
  isGroup: false,
  isAnswered: true,
  missing: ({ id }: Counting): Problem => ({ code: 'give-a-number', field: id }),
  options: () => undefined,
  fieldNames: ({ id }: Counting) => [id],
  write: ({ id }: Counting, answer: number) => ({ [id]: only(inFrench(answer)) }),
  prune: (_number: Counting, answer: number) => answer,
  gaps: () => [],
  view: ({ id, unit }: Counting, fields: Fields) => ({
    value: typedIn(fields, id) ?? '',
    unit: unit ?? null,
  }),
  display: ({ unit }: Counting, answer: number) => [
    unit ? `${inFrench(answer)}\u00a0${unit}` : inFrench(answer),
  ],
  columns: oneColumn('number'),
  cells: (_number: Counting, answer: number | undefined) => [answer ?? null],
  data: (_number: Counting, answer: number | undefined) =>
    answer === undefined ? '' : String(answer),
  words: () => [],
  paper: ({ unit = '' }: Counting) => [blank('', { unit })],
  summary: ({ unit }: Counting, entries: readonly Entry<number>[]) =>
    summariseNumbers(unit, entries),
} as const;

export function readCounting(
  { id }: Counting,
  fields: Fields,
  parse: (typed: string) => number | undefined,
): Reading<number> {
  const { answer: typed, problems } = readOne(fields, id);
  if (typed === undefined) return { answer: undefined, problems };
  const answer = parse(typed);
  return answer === undefined
    ? wrong({ code: 'not-a-number', field: id })
    : { answer, problems: [] };
}

/** « 0,5 », « 0.5 », « 1 200 », « −2 »; neither « 1e3 » nor « 0x10 ». */
export function readNumber(typed: string): number | undefined {
  const plain = typed.replace(/\s/gu, '').replace('−', '-').replace(',', '.');
  return /^[-+]?(?:\d{1,15}(?:\.\d{0,10})?|\.\d{1,10})$/.test(plain) ? Number(plain) : undefined;
}

export function inFrench(value: number): string {
  return String(value).replace('.', ',').replace('-', '−');
}

export function boundFaults({ id, min, max }: Counting, answer: number): Problem[] {
  if (min !== undefined && answer < min)
    return [{ code: 'under-least', field: id, facts: { min: inFrench(min) } }];
  if (max !== undefined && answer > max)
    return [{ code: 'over-most', field: id, facts: { max: inFrench(max) } }];
  return [];
}
