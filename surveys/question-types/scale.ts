import { z } from 'zod';
import { summariseScale } from '../results/numbers.ts';
import { text } from '../text.ts';
import { drawNumber, whole } from './editing.ts';
import { fieldName, found, only, readOne, typedIn, wrong } from './fields.ts';
import { pointsBetween } from './paper.ts';
import { question } from './question.ts';
import type { Choice, QuestionType } from './type.ts';

type Scale = z.infer<typeof definition>;

const definition = question.extend({
  type: z.literal('scale'),
  min: z.int(),
  max: z.int(),
  minLabel: text,
  maxLabel: text,
});

export const scale = {
  type: 'scale',
  definition,
  answer: z.number(),
  isGroup: true,
  isAnswered: true,
  missing: ({ id }) => ({ code: 'place-on-scale', field: id }),
  options: () => undefined,
  fieldNames: ({ id }) => [id],
  read({ id }, fields) {
    const { answer: typed, problems } = readOne(fields, id);
    if (typed === undefined) return { answer: undefined, problems };
    if (!/^-?\d{1,4}$/.test(typed)) return wrong({ code: 'unknown-choice', field: id });
    return found(Number(typed));
  },
  write: ({ id }, answer) => ({ [id]: only(answer) }),
  prune: (_scale, answer) => answer,
  faults: ({ id, min, max }, answer) =>
    Number.isInteger(answer) && answer >= min && answer <= max
      ? []
      : [{ code: 'unknown-choice', field: id }],
  gaps: () => [],
  view: (scale, fields) => ({
    minLabel: scale.minLabel,
    maxLabel: scale.maxLabel,
    points: pointsOf(scale).map((point, index) => ({
      value: point,
      label: inWords(point),
      end: endLabel(scale, point) ?? null,
      fieldId: index === 0 ? scale.id : fieldName(scale.id, index),
      isSelected: typedIn(fields, scale.id) === String(point),
    })),
  }),
  display: (scale, answer) => {
    const end = endLabel(scale, answer);
    return [end ? `${inWords(answer)} (${end})` : inWords(answer)];
  },
  columns: (scale) => [
    { name: scale.id, label: scale.label, kind: 'number', choices: endsOf(scale) },
  ],
  cells: (_scale, answer) => [answer ?? null],
  data: (_scale, answer) => (answer === undefined ? '' : String(answer)),
  fromText: (_scale, text) => (/^-?\d{1,4}$/.test(text) ? Number(text) : undefined),
  words: () => [],
  paper: ({ min, max, minLabel, maxLabel }) => [
    { kind: 'points', from: minLabel, to: maxLabel, points: pointsBetween(min, max) },
  ],
  editing: {
    family: 'weighing',
    fields: [
      { kind: 'whole', name: 'min' },
      { kind: 'line', name: 'minLabel' },
      { kind: 'whole', name: 'max' },
      { kind: 'line', name: 'maxLabel' },
    ],
    blank: { min: 1, minLabel: 'Pas du tout', max: 5, maxLabel: 'Tout à fait' },
    subjects: () => whole('number'),
    seconds: () => 5,
    attempt: ({ min, max }, _offer, chance) => drawNumber({ min, max }, chance),
  },
  summary: summariseScale,
  groups: (scale) => pointsOf(scale).map((point) => ({ id: String(point), label: inWords(point) })),
  groupOf: (_scale, answer) => String(answer),
} as const satisfies QuestionType<Scale, number> & { definition: typeof definition };

/** Only the ends of a scale have a name. */
function endsOf({ min, max, minLabel, maxLabel }: Scale): Choice[] {
  return [
    { value: min, label: minLabel },
    { value: max, label: maxLabel },
  ];
}

function pointsOf({ min, max }: Scale): number[] {
  return Array.from({ length: max - min + 1 }, (_, index) => min + index);
}

function endLabel({ min, max, minLabel, maxLabel }: Scale, point: number): string | undefined {
  if (point === min) return minLabel;
  return point === max ? maxLabel : undefined;
}

/** −2, 0, +2 where the scale has two sides. */
function inWords(point: number): string {
  if (point < 0) return `−${-point}`;
  return String(point);
}
