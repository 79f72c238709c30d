import { z } from 'zod';
import { type Point, roundedPlace, summarisePlaces } from '../results/places.ts';
import { inFrench, readNumber } from './counting.ts';
import { fieldName, found, only, readOne, typedIn, wrong } from './fields.ts';
import { MAP_PIXELS, placePressed, viewAround } from './map-view.ts';
import { blank } from './paper.ts';
import { question } from './question.ts';
import type { Fields, Problem, QuestionType } from './type.ts';

type Geopoint = z.infer<typeof definition>;

/** Decimal degrees (WGS 84); metres for the rest. */
type Place = {
  readonly latitude: number;
  readonly longitude: number;
  readonly altitude?: number | undefined;
  readonly accuracy?: number | undefined;
};

const definition = question.extend({ type: z.literal('geopoint') });

const PARTS = ['latitude', 'longitude'] as const;

export const geopoint = {
  type: 'geopoint',
  definition,
  answer: z.strictObject({
    latitude: z.number(),
    longitude: z.number(),
    altitude: z.number().optional(),
    accuracy: z.number().optional(),
  }),
  isGroup: true,
  isAnswered: true,
  isIdentifying: true,
  missing: ({ id }) => ({ code: 'give-a-place', field: fieldName(id, 'latitude') }),
  options: () => undefined,
  fieldNames: ({ id }) => PARTS.map((part) => fieldName(id, part)),
  read({ id }, fields) {
    const readings = PARTS.map((part) => readOne(fields, fieldName(id, part)));
    const problems = readings.flatMap((reading) => reading.problems);
    if (problems.length > 0) return wrong(...problems);
    const [first, second] = PARTS.map((part) => numberIn(fields, fieldName(id, part)));
    if (first === null && second === null) return found<Place>(undefined);
    const missing = PARTS.filter((_, index) => typeof [first, second][index] !== 'number');
    if (typeof first === 'number' && typeof second === 'number')
      return found({ latitude: first, longitude: second });
    return wrong(...missing.map((part) => notAPlace(fieldName(id, part))));
  },
  write: ({ id }, answer) =>
    Object.fromEntries(PARTS.map((part) => [fieldName(id, part), only(inFrench(answer[part]))])),
  prune: (_geopoint, answer) => answer,
  faults: ({ id }, { latitude, longitude }) => [
    ...(Math.abs(latitude) <= 90 ? [] : [notAPlace(fieldName(id, 'latitude'))]),
    ...(Math.abs(longitude) <= 180 ? [] : [notAPlace(fieldName(id, 'longitude'))]),
  ],
  gaps: () => [],
  view: ({ id }, fields) => ({
    latitudeName: fieldName(id, 'latitude'),
    longitudeName: fieldName(id, 'longitude'),
    latitude: typedIn(fields, fieldName(id, 'latitude')) ?? '',
    longitude: typedIn(fields, fieldName(id, 'longitude')) ?? '',
    map: mapIn(id, fields),
  }),
  display: (_geopoint, { latitude, longitude }) => [
    `${inFrench(latitude)} ; ${inFrench(longitude)}`,
  ],
  columns: ({ id, label }) => [
    { name: fieldName(id, 'latitude'), label: `${label} [latitude]`, kind: 'number' },
    { name: fieldName(id, 'longitude'), label: `${label} [longitude]`, kind: 'number' },
  ],
  cells: (_geopoint, answer) => [answer?.latitude ?? null, answer?.longitude ?? null],
  data: (_geopoint, answer) =>
    answer
      ? [answer.latitude, answer.longitude, answer.altitude ?? 0, answer.accuracy ?? 0].join(' ')
      : '',
  fromText(_geopoint, text) {
    const [latitude, longitude] = text.split(/\s+/).map(readNumber);
    return latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };
  },
  words: () => [],
  paper: () => [
    blank('', { label: 'Adresse ou lieu-dit' }),
    blank('', { label: 'ou latitude, longitude' }),
  ],
  editing: {
    family: 'placing',
    fields: [],
    blank: {},
    subjects: () => [],
    seconds: () => 25,
    attempt: () => ({ latitude: 48.957, longitude: -4.365 }),
  },
  tallied: (_geopoint, answer) => roundedPlace(answer),
  summary: (_geopoint, entries) => summarisePlaces(entries),
} as const satisfies QuestionType<Geopoint, Place, Point> & { definition: typeof definition };

/** The picture to press on: around what is written, or the whole country. */
function mapIn(id: string, fields: Fields): { name: string; query: string; pixels: number } {
  const [north = '', east = ''] = PARTS.map((part) => typedIn(fields, fieldName(id, part)) ?? '');
  const { latitude, longitude, span } = viewAround(north, east);
  const marked = north !== '' && east !== '' ? '&marque=1' : '';
  return {
    name: fieldName(id, 'map'),
    query: `c=${latitude};${longitude};${span}${marked}`,
    pixels: MAP_PIXELS,
  };
}

/** A form that was sent by pressing the map: the place that was pressed, in the fields of its question. */
export function pressedPlaces(fields: Fields): Fields {
  // Enter in any field of the page « presses » its first button, at the very corner: nobody pressed there.
  const isAtCorner = (name: string) =>
    [name, name.replace(/x$/, 'y')].every((each) => Number(typedIn(fields, each) ?? 0) === 0);
  const pressed = Object.keys(fields).filter(
    (name) => name.endsWith('.map.x') && !isAtCorner(name),
  );
  return Object.assign(
    {},
    ...pressed.map((name) => {
      const id = name.slice(0, -'.map.x'.length);
      const [north = '', east = ''] = PARTS.map(
        (part) => typedIn(fields, fieldName(id, part)) ?? '',
      );
      const [x, y] = ['x', 'y'].map((axis) => Number(typedIn(fields, `${id}.map.${axis}`) ?? 0));
      const place = placePressed(viewAround(north, east), x ?? 0, y ?? 0);
      return Object.fromEntries(PARTS.map((part) => [fieldName(id, part), [place[part]]]));
    }),
  );
}

/** Null where nothing was typed, undefined where it is no number. */
function numberIn(fields: Fields, name: string): number | null | undefined {
  const typed = typedIn(fields, name);
  return typed === undefined ? null : readNumber(typed);
}

function notAPlace(field: string): Problem {
  return { code: 'not-a-place', field };
}
