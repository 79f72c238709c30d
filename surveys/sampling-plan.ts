import { z } from 'zod';
import { AXES, type SamplingPlan, strataOf } from './sampling.ts';
import { equalTargets, proportionalTargets, type Sizes } from './sampling-targets.ts';

export const ALLOCATIONS = ['proportional', 'equal', 'hand'] as const;
export type Allocation = (typeof ALLOCATIONS)[number];

const codes = z.array(z.string().max(20)).max(120);
const inhabitants = z.number().int().min(0).max(100_000_000);

/** Which communes of the reference are meant; an empty list, or null, leaves that side open. */
export const frameShape = z.object({
  programme: z.string().max(40).nullable(),
  regions: codes,
  departments: codes,
  centralities: codes,
  populationFrom: inhabitants.nullable(),
  populationTo: inhabitants.nullable(),
});

export type SamplingFrame = z.infer<typeof frameShape>;

/** A sampling plan as it is decided and kept. */
export const fieldPlanShape = z.object({
  axes: z.array(z.enum(AXES)).max(AXES.length),
  regions: codes,
  bandStarts: z.array(inhabitants).max(8),
  targets: z.record(z.string(), z.number().int().min(0).max(100_000)),
  frame: frameShape,
  allocation: z.enum(ALLOCATIONS),
  /** How many answers are wanted in all, before they were shared out. */
  total: z.number().int().min(0).max(100_000),
  /** Whether the public address says no, courteously, to someone of a stratum that is full. */
  refusesWhenFull: z.boolean(),
});

export type FieldPlan = z.infer<typeof fieldPlanShape>;

/** Targets of a plan: shared out as it says, or, by hand, what was set for the strata that remain. */
export function targetsOf(
  plan: Omit<FieldPlan, 'targets'>,
  populations: Sizes,
  before: Readonly<Record<string, number>>,
): SamplingPlan['targets'] {
  const ids = strataOf(plan).map(({ id }) => id);
  const sizes = Object.fromEntries(ids.map((id) => [id, populations[id] ?? 0]));
  if (plan.allocation === 'proportional') return proportionalTargets(plan.total, sizes);
  if (plan.allocation === 'equal') return equalTargets(plan.total, sizes);
  return Object.fromEntries(
    ids.flatMap((id) => {
      const target = before[id];
      return target === undefined ? [] : [[id, target]];
    }),
  );
}
