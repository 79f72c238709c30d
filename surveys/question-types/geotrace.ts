import { z } from 'zod';
import { type Point, roundedPlace, summarisePlaces } from '../results/places.ts';
import { inFrench, readNumber } from './counting.ts';
import { found, only, readOne, wrong } from './fields.ts';
import { question } from './question.ts';
import type { QuestionType } from './type.ts';

type Geotrace = z.infer<typeof definition>;

/** Points in decimal degrees (WGS 84), in their order; those of a plot go back to the first. */
type Trace = readonly Point[];

const definition = question.extend({
  type: z.literal('geotrace'),
  /** A path, or a plot that goes back to where it began, from three points on. */
  shape: z.enum(['path', 'plot']).default('path'),
});

const MAX_POINTS = 2_000;

export const geotrace = {
  type: 'geotrace',
  definition,
  answer: z
    .array(z.strictObject({ latitude: z.number(), longitude: z.number() }))
    .min(1)
    .max(MAX_POINTS),
  isGroup: false,
  isAnswered: true,
  missing: ({ id, shape }) => ({
    code: 'give-points',
    field: id,
    facts: { least: least(shape) },
  }),
  options: () => undefined,
  fieldNames: ({ id }) => [id],
  read({ id }, fields) {
    const { answer: typed, problems } = readOne(fields, id);
    if (problems.length > 0) return wrong(...problems);
    const lines = (typed ?? '').split(/\r?\n/).filter((line) => line.trim() !== '');
    const points = lines.slice(0, MAX_POINTS + 1).map(pointIn);
    const at = points.indexOf(undefined);
    if (at !== -1) return wrong({ code: 'not-a-point', field: id, facts: { line: at + 1 } });
    if (points.length > MAX_POINTS)
      return wrong({ code: 'too-many-points', field: id, facts: { most: MAX_POINTS } });
    const trace = points.filter((point) => point !== undefined);
    return found<Trace>(trace.length > 0 ? trace : undefined);
  },
  write: ({ id }, trace) => ({ [id]: only(trace.map(lineOf).join('\n')) }),
  prune: (_geotrace, trace) => trace,
  faults({ id }, trace) {
    const at = trace.findIndex(
      ({ latitude, longitude }) => Math.abs(latitude) > 90 || Math.abs(longitude) > 180,
    );
    return at === -1 ? [] : [{ code: 'not-a-point', field: id, facts: { line: at + 1 } }];
  },
  gaps: ({ id, shape }, trace) =>
    trace.length >= least(shape)
      ? []
      : [{ code: 'give-points', field: id, facts: { least: least(shape) } }],
  view: ({ id, shape }, fields) => ({ value: fields[id]?.[0] ?? '', least: least(shape) }),
  display: (_geotrace, trace) => trace.map(lineOf),
  columns: ({ id, label }) => [{ name: id, label, kind: 'text' }],
  cells: (_geotrace, trace) => [trace ? asWritten(trace) : null],
  data: (_geotrace, trace) => (trace ? asWritten(trace) : ''),
  fromText(_geotrace, text) {
    const points = text.split(';').filter((part) => part.trim() !== '');
    const trace = points.map((part) => pointIn(part.trim().split(/\s+/).slice(0, 2).join(' ')));
    return trace.length > 0 && trace.every((point) => point !== undefined) ? trace : undefined;
  },
  words: () => [],
  editing: {
    family: 'placing',
    fields: [{ kind: 'menu', name: 'shape', values: ['path', 'plot'] }],
    blank: { shape: 'path' },
    subjects: () => [],
    seconds: () => 60,
    attempt: () => [
      { latitude: 48.957, longitude: 4.365 },
      { latitude: 48.958, longitude: 4.367 },
      { latitude: 48.956, longitude: 4.368 },
    ],
  },
  // Where it begins, so that what was drawn is counted without being shown.
  tallied: (_geotrace, [first = { latitude: 0, longitude: 0 }]) => roundedPlace(first),
  summary: (_geotrace, entries) => summarisePlaces(entries),
} as const satisfies QuestionType<Geotrace, Trace, Point> & { definition: typeof definition };

const least = (shape: Geotrace['shape']) => (shape === 'plot' ? 3 : 2);

const NUMBER = String.raw`[-−]?\d+(?:[.,]\d+)?`;
const POINT = new RegExp(String.raw`^\s*(${NUMBER})(?:\s*[;,]\s*|\s+)(${NUMBER})\s*$`);

/** « 48,957 ; 4,365 », or as a map on line gives it: 48.957, 4.365. */
function pointIn(line: string): Point | undefined {
  const [, first = '', second = ''] = POINT.exec(line) ?? [];
  const [latitude, longitude] = [readNumber(first), readNumber(second)];
  return latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };
}

function lineOf({ latitude, longitude }: Point): string {
  return `${inFrench(latitude)} ; ${inFrench(longitude)}`;
}

/** As OpenRosa writes a trace: latitude, longitude, altitude and accuracy of each point. */
function asWritten(trace: Trace): string {
  return trace.map(({ latitude, longitude }) => `${latitude} ${longitude} 0 0`).join('; ');
}
