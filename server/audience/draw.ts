import { z } from 'zod';
import type { Store } from '../../db/open.ts';
import { listSampledPeople } from '../../db/queries/sampling.ts';
import type { Survey } from '../../db/queries/surveys.ts';
import { type CommuneFilter, listCommunes, type Territory } from '../../db/queries/territories.ts';
import {
  CENTRALITIES,
  type Progress,
  standing,
  strataOf,
  stratumOf,
} from '../../surveys/sampling.ts';
import { drawSample } from '../../surveys/sampling-draw.ts';
import type { FieldPlan } from '../../surveys/sampling-plan.ts';
import { proportionalTargets } from '../../surveys/sampling-targets.ts';
import { audienceMessages } from '../../views/messages/audience.ts';
import { samplingMessages } from '../../views/messages/sampling.ts';
import { wholeNumber } from '../sampling-form.ts';

const said = audienceMessages.errors;

export const DRAW_MODES = ['all', 'total', 'plan'] as const;
export type DrawMode = (typeof DRAW_MODES)[number];

const MOST_INHABITANTS = 100_000_000;
export const MOST_DRAWN = 20_000;

/** What a form of a draw asks for. */
export interface DrawRequest {
  readonly filter: CommuneFilter;
  readonly mode: DrawMode;
  /** How many communes in all, in mode `total`. */
  readonly total: number;
  /** Which share of those asked should answer, in mode `plan`: a town hall of seven answers. */
  readonly expectedRate: number;
  readonly seed: string;
  readonly function: string;
}

const many = z.union([z.array(z.string()), z.string().transform((one) => [one])]).catch([]);
const text = (most: number) => z.string().trim().max(most).catch('');
const raw = z.object({
  programme: text(40),
  regions: many,
  departments: text(400),
  centralities: many,
  populationFrom: text(20),
  populationTo: text(20),
  mode: z.enum(DRAW_MODES).catch('all'),
  total: text(20),
  rate: text(20),
  seed: text(40),
  function: text(200),
});

export function readDraw(
  body: unknown,
): { readonly draw: DrawRequest } | { readonly errors: Readonly<Record<string, string>> } {
  const typed = raw.parse(body ?? {});
  const inhabitants = (value: string) =>
    value === '' ? null : wholeNumber(value, MOST_INHABITANTS);
  const populationFrom = inhabitants(typed.populationFrom);
  const populationTo = inhabitants(typed.populationTo);
  const total = typed.mode === 'total' ? wholeNumber(typed.total, MOST_DRAWN) : 0;
  const rate = typed.mode === 'plan' ? wholeNumber(typed.rate, 100) : 100;
  const departments = typed.departments
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(wholeDepartment);
  const faults: Record<string, string | false> = {
    regions:
      typed.programme === '' && typed.regions.length + departments.length === 0 && said.everywhere,
    departments: departments.some((code) => !/^(\d{2,3}|2[AB])$/.test(code)) && said.departments,
    populationFrom: populationFrom === undefined && samplingMessages.errors.population,
    populationTo: populationTo === undefined && samplingMessages.errors.population,
    total: (total === undefined || (typed.mode === 'total' && total === 0)) && said.total,
    rate: (rate === undefined || rate === 0) && said.rate,
    seed: typed.seed === '' && said.seed,
    function: typed.function === '' && said.function,
  };
  const errors = Object.fromEntries(
    Object.entries(faults).filter((entry): entry is [string, string] => entry[1] !== false),
  );
  if (
    populationFrom === undefined ||
    populationTo === undefined ||
    total === undefined ||
    rate === undefined ||
    Object.keys(errors).length > 0
  )
    return { errors };
  return {
    draw: {
      mode: typed.mode,
      seed: typed.seed,
      function: typed.function,
      total,
      expectedRate: rate / 100,
      filter: {
        programme: typed.programme || null,
        regions: typed.regions,
        departments,
        centralities: typed.centralities.filter((level) =>
          (CENTRALITIES as readonly string[]).includes(level),
        ),
        populationFrom,
        populationTo,
      },
    },
  };
}

const wholeDepartment = (code: string) => (/^\d$/.test(code) ? `0${code}` : code.toUpperCase());

/** What a draw gives, stratum by stratum. */
export interface Drawn {
  readonly communes: readonly Territory[];
  readonly strata: readonly {
    /** Null: of no stratum of the plan. */
    readonly id: string | null;
    readonly reference: number;
    /** Someone speaks for them in the survey already. */
    readonly held: number;
    readonly drawn: number;
  }[];
}

/** Draws communes from the reference, whole or at random within each stratum; the same request gives the same ones. */
export async function drawCommunes(
  store: Store,
  survey: Survey,
  plan: FieldPlan | undefined,
  { filter, mode, total, expectedRate, seed }: DrawRequest,
): Promise<Drawn> {
  const reference = await listCommunes(store, survey.missionId, filter);
  const people = await listSampledPeople(store, survey.id);
  const held = new Set(people.flatMap(({ communeCode }) => communeCode ?? []));
  const idOf = (commune: Territory) => (plan ? stratumOf(commune, plan) : 'all');
  const free = reference.filter(({ code }) => !held.has(code));
  const communes =
    mode === 'all'
      ? free
      : drawSample(free, { seed, stratumOf: idOf, sizes: sizesOf(free.map(idOf)) });
  const ids = [...(plan ? strataOf(plan).map(({ id }) => id) : ['all']), null];
  const all = countBy(reference, idOf);
  const left = countBy(free, idOf);
  const chosen = countBy(communes, idOf);
  return {
    communes,
    strata: ids
      .map((id) => ({
        id,
        reference: all.get(id) ?? 0,
        held: (all.get(id) ?? 0) - (left.get(id) ?? 0),
        drawn: chosen.get(id) ?? 0,
      }))
      // Strata of the plan that the filter leaves aside say nothing here.
      .filter(({ reference: count }) => count > 0),
  };

  function sizesOf(strata: readonly (string | null)[]): Record<string, number> {
    if (mode === 'total') {
      const sizes: Record<string, number> = {};
      for (const id of strata) if (id !== null) sizes[id] = (sizes[id] ?? 0) + 1;
      return proportionalTargets(total, sizes);
    }
    if (!plan) return {};
    const rows = standing(plan, people).strata;
    return Object.fromEntries(
      rows.map(({ stratum, ...progress }) => [stratum.id, wantedFrom(progress, expectedRate)]),
    );
  }
}

/** How many more to ask for the target to be reached, if those who are awaited answer at the rate expected. */
export function wantedFrom(
  { missing, awaited }: Pick<Progress, 'missing' | 'awaited'>,
  expectedRate: number,
): number {
  return missing === null ? 0 : Math.max(0, Math.ceil(missing / expectedRate) - awaited);
}

function countBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string | null) {
  const counts = new Map<string | null, number>();
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  return counts;
}
