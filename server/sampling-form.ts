import { z } from 'zod';
import { AXES } from '../surveys/sampling.ts';
import { ALLOCATIONS, type FieldPlan } from '../surveys/sampling-plan.ts';
import { samplingMessages } from '../views/messages/sampling.ts';
import { typedValues } from './forms.ts';

const said = samplingMessages.errors;
const MOST_BANDS = 8;
const MOST_INHABITANTS = 100_000_000;
const MOST_ANSWERS = 100_000;

/** What the form shows: what was decided before, or what was just typed. */
export interface ChosenPlan {
  readonly typed: Readonly<Record<string, string>>;
  readonly axes: readonly string[];
  readonly regions: readonly string[];
  readonly allocation: string;
  readonly refuses: boolean;
}

const many = z.union([z.array(z.string()), z.string().transform((one) => [one])]).catch([]);
const raw = z.object({
  programme: z.string().trim().max(40).catch(''),
  axes: many,
  regions: many,
  bands: z.string().max(200).catch(''),
  populationFrom: z.string().max(20).catch(''),
  populationTo: z.string().max(20).catch(''),
  total: z.string().max(20).catch(''),
  allocation: z.enum(ALLOCATIONS).catch('proportional'),
  refuses: many,
});

/** Reads the form of a plan; targets are not in it. `known` are the codes of all régions. */
export function readPlan(
  body: unknown,
  known: readonly string[],
):
  | { readonly plan: Omit<FieldPlan, 'targets'>; readonly chosen: ChosenPlan }
  | { readonly errors: Readonly<Record<string, string>>; readonly chosen: ChosenPlan } {
  const typed = raw.parse(body ?? {});
  const axes = AXES.filter((axis) => typed.axes.includes(axis));
  const regions = known.filter((code) => typed.regions.includes(code));
  const chosen = {
    typed: typedValues(body),
    axes,
    regions,
    allocation: typed.allocation,
    refuses: typed.refuses.includes('yes'),
  };
  const bandStarts = readBands(typed.bands);
  const total = wholeNumber(typed.total, MOST_ANSWERS);
  const populationFrom = maybe(typed.populationFrom);
  const populationTo = maybe(typed.populationTo);
  const errors = Object.fromEntries(
    Object.entries({
      regions: regions.length === 0 && said.regions,
      populationFrom: populationFrom === undefined && said.population,
      populationTo:
        (populationTo === undefined && said.population) ||
        ((populationFrom ?? 0) > (populationTo ?? MOST_INHABITANTS) && said.populationOrder),
      axes: axes.length === 0 && said.axes,
      bands: typeof bandStarts === 'string' && bandStarts,
      total: total === undefined && said.total,
    }).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
  if (
    typeof bandStarts === 'string' ||
    total === undefined ||
    populationFrom === undefined ||
    populationTo === undefined ||
    Object.keys(errors).length > 0
  )
    return { errors, chosen };
  const { programme, allocation } = typed;
  return {
    chosen,
    plan: {
      axes,
      regions,
      bandStarts,
      total,
      allocation,
      refusesWhenFull: chosen.refuses,
      frame: {
        programme: programme || null,
        regions,
        departments: [],
        centralities: [],
        populationFrom,
        populationTo,
      },
    },
  };
}

/** « 3500 ; 10 001 » as numbers that grow, or what is wrong with it. */
export function readBands(typed: string): number[] | string {
  const parts = typed
    .split(/[;,\n]/)
    .map(digits)
    .filter(Boolean);
  if (parts.length > MOST_BANDS) return said.tooManyBands;
  const starts = parts.map(Number);
  const isGrowing = starts.every((start, rank) => start > (starts[rank - 1] ?? 0));
  const isWhole = parts.every((part) => /^\d{1,9}$/.test(part));
  return isWhole && isGrowing ? starts : said.bands;
}

/** Null for nothing; undefined for what is no number. */
const maybe = (typed: string) =>
  digits(typed) === '' ? null : wholeNumber(typed, MOST_INHABITANTS);

export function wholeNumber(typed: string, most: number): number | undefined {
  const text = digits(typed);
  return /^\d{1,9}$/.test(text) && Number(text) <= most ? Number(text) : undefined;
}

/** People write « 10 001 », with any space. */
const digits = (typed: string) => typed.replaceAll(/[\s\u00a0\u202f]/g, '');
