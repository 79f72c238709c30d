import { z } from 'zod';
import { DEFAULT_SETTINGS } from '../analysis/settings.ts';
import type { SweepCell } from '../analysis/sweep.ts';
import { sweepMessages as said } from '../views/messages/sweeps.ts';

export const METHODS = ['reinert', 'double', 'mixture'] as const;
export const UNITS = ['segment', 'contribution'] as const;
export const SIZES = ['25', '40', '60'] as const;
export const FLOORS = ['auto', 'half', 'double'] as const;
const MOST_CELLS = 120;

const aList = (typed: unknown) =>
  Array.isArray(typed) ? typed : typed === undefined ? [] : [typed];
const several = <Value extends string>(values: readonly [Value, ...Value[]], missing: string) =>
  z.preprocess(aList, z.array(z.enum(values, missing), missing).min(1, missing));
const aNumber = z
  .string(said.classes)
  .trim()
  .regex(/^\d+$/, said.classes)
  .transform(Number)
  .pipe(z.number().min(2, said.classes).max(30, said.classes));

/** Which settings to compare: every combination is one. */
export const gridForm = z
  .object({
    methods: several(METHODS, said.methodsMissing),
    from: aNumber,
    to: aNumber,
    unit: z.enum(UNITS, said.unit).default('segment'),
    sizes: several(SIZES, said.sizesMissing),
    floors: several(FLOORS, said.floorsMissing),
  })
  .superRefine((grid, context) => {
    if (grid.to < grid.from)
      context.addIssue({ code: 'custom', path: ['to'], message: said.classesOrder });
    const cells = cellsOf(grid).length;
    if (cells > MOST_CELLS)
      context.addIssue({
        code: 'custom',
        path: ['methods'],
        message: said.tooMany(cells, MOST_CELLS),
      });
  });

export type Grid = {
  readonly methods: readonly (typeof METHODS)[number][];
  readonly from: number;
  readonly to: number;
  readonly unit: (typeof UNITS)[number];
  readonly sizes: readonly (typeof SIZES)[number][];
  readonly floors: readonly (typeof FLOORS)[number][];
};

/** What was typed, to show again. */
export type Typed = Readonly<Record<keyof Grid, readonly string[]>>;

export const PROPOSED: Typed = {
  methods: ['reinert', 'mixture'],
  from: ['4'],
  to: ['8'],
  unit: ['segment'],
  sizes: ['40'],
  floors: ['auto'],
};

export function typedOf(body: unknown): Typed {
  const sent = z.record(z.string(), z.unknown()).catch({}).parse(body);
  const words = (field: string) => aList(sent[field]).filter((one) => typeof one === 'string');
  return {
    methods: words('methods'),
    from: words('from'),
    to: words('to'),
    unit: words('unit'),
    sizes: words('sizes'),
    floors: words('floors'),
  };
}

/** One cell a combination; the size of segments says nothing where contributions are classified whole. */
export function cellsOf({ methods, from, to, unit, sizes, floors }: Grid): SweepCell[] {
  const words = unit === 'segment' ? sizes.map(Number) : [DEFAULT_SETTINGS.segmentWords];
  const counts = Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
  return [...new Set(methods)].flatMap((method) =>
    [...new Set(words)].flatMap((segmentWords) =>
      [...new Set(floors)].flatMap((floor) =>
        counts.map((classes) => ({
          method,
          classes,
          segmentWords,
          floor,
          seed: DEFAULT_SETTINGS.seed,
        })),
      ),
    ),
  );
}
