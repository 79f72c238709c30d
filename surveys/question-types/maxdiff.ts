import { z } from 'zod';
import { designScreens } from '../maxdiff-design.ts';
import { type AnsweredScreen, summariseMaxDiff } from '../results/maxdiff.ts';
import { text } from '../text.ts';
import { blankItems, drawSome, items } from './editing.ts';
import { fieldName, found, only, readOne, typedIn } from './fields.ts';
import { codesOf } from './one-column.ts';
import { choice, question } from './question.ts';
import type { Fields, Problem, QuestionType } from './type.ts';

type MaxDiff = z.infer<typeof definition>;

/** What is best and worst on one screen; either may be missing while the draft is written. */
type ScreenAnswer = { readonly best?: string | undefined; readonly worst?: string | undefined };

/** Best–worst scaling: every item is seen equally often, on `screens` screens of `perScreen` items. */
const definition = question
  .extend({
    type: z.literal('maxdiff'),
    items: z.array(choice).min(3).max(40),
    screens: z.int().min(1).max(40),
    perScreen: z.int().min(3).max(8),
    seed: z.int(),
    bestLabel: text,
    worstLabel: text,
  })
  .refine(
    ({ items, screens, perScreen }) =>
      perScreen <= items.length && (screens * perScreen) % items.length === 0,
    { error: 'screens × perScreen must be a multiple of the number of items' },
  );

const SIDES = ['best', 'worst'] as const;

export const maxdiff = {
  type: 'maxdiff',
  definition,
  answer: z
    .array(z.strictObject({ best: z.string().optional(), worst: z.string().optional() }))
    .min(1),
  isGroup: true,
  isAnswered: true,
  missing: ({ id }) => ({ code: 'answer-each-screen', field: fieldName(id, 1, 'best') }),
  options: () => undefined,
  fieldNames: (maxdiff) => screenNumbers(maxdiff).flatMap((screen) => sideNames(maxdiff, screen)),
  read(maxdiff, fields) {
    const names = screenNumbers(maxdiff).flatMap((screen) => sideNames(maxdiff, screen));
    const problems = names.flatMap((name) => readOne(fields, name).problems);
    const answer = screenNumbers(maxdiff).map((screen) => readScreen(maxdiff, screen, fields));
    const isBlank = answer.every(({ best, worst }) => best === undefined && worst === undefined);
    return { ...found(isBlank ? undefined : answer), problems };
  },
  write: (maxdiff, answer) =>
    Object.fromEntries(
      screenNumbers(maxdiff).flatMap((screen) =>
        SIDES.map((side) => [
          fieldName(maxdiff.id, screen, side),
          only(answer[screen - 1]?.[side]),
        ]),
      ),
    ),
  prune: (_maxdiff, answer) => answer,
  faults: (maxdiff, answer) => {
    if (answer.length > maxdiff.screens) return [{ code: 'unknown-choice', field: maxdiff.id }];
    return designOf(maxdiff).flatMap((items, index) =>
      screenFaults(maxdiff, index + 1, items, answer[index] ?? {}),
    );
  },
  gaps: (maxdiff, answer) => {
    const isStarted = ({ best, worst }: ScreenAnswer) => best !== undefined || worst !== undefined;
    return screenNumbers(maxdiff).flatMap((screen) => {
      const sides = answer[screen - 1] ?? {};
      return maxdiff.required || isStarted(sides) ? screenGaps(maxdiff, screen, sides) : [];
    });
  },
  view: (maxdiff, fields) => ({
    bestLabel: maxdiff.bestLabel,
    worstLabel: maxdiff.worstLabel,
    screens: designOf(maxdiff).map((items, index) => screenView(maxdiff, index + 1, items, fields)),
    screenCount: maxdiff.screens,
  }),
  display: (maxdiff, answer) =>
    answer.flatMap((sides, index) => {
      const words = SIDES.flatMap((side) => sideWords(maxdiff, side, sides[side]));
      return words.length > 0 ? [`${index + 1}. ${words.join('\u202f; ')}`] : [];
    }),
  columns: (maxdiff) =>
    screenNumbers(maxdiff).flatMap((screen) =>
      SIDES.map((side) => ({
        name: fieldName(maxdiff.id, screen, side),
        label: `${maxdiff.label} [${screen}, ${sideLabel(maxdiff, side)}]`,
        kind: 'code',
        choices: codesOf(maxdiff.items),
      })),
    ),
  cells: (maxdiff, answer) =>
    screenNumbers(maxdiff).flatMap((screen) =>
      SIDES.map((side) => answer?.[screen - 1]?.[side] ?? null),
    ),
  data: (maxdiff, answer) =>
    Object.fromEntries(
      screenNumbers(maxdiff).map((screen) => [
        `screen-${screen}`,
        { best: answer?.[screen - 1]?.best ?? '', worst: answer?.[screen - 1]?.worst ?? '' },
      ]),
    ),
  words: () => [],
  paper: (maxdiff) =>
    designOf(maxdiff).map((screen, index) => ({
      kind: 'grid' as const,
      caption: `Liste ${index + 1}`,
      columns: [maxdiff.bestLabel, maxdiff.worstLabel],
      rows: screen.map((id) => maxdiff.items.find((item) => item.id === id)?.label ?? id),
      isBetween: true,
    })),
  editing: {
    family: 'weighing',
    fields: [
      items('items'),
      { kind: 'line', name: 'bestLabel' },
      { kind: 'line', name: 'worstLabel' },
      { kind: 'whole', name: 'screens' },
      { kind: 'whole', name: 'perScreen' },
    ],
    blank: {
      items: blankItems(6),
      screens: 6,
      perScreen: 4,
      seed: 1,
      bestLabel: 'Le plus important',
      worstLabel: 'Le moins important',
    },
    subjects: () => [],
    seconds: ({ screens }) => screens * 12,
    attempt: (maxdiff, _offer, chance) =>
      designOf(maxdiff).map((screen) => {
        const [best, worst] = drawSome(screen, 2, chance);
        return { best, worst };
      }),
  },
  tallied: (maxdiff, answer) =>
    designOf(maxdiff).flatMap((items, index) => {
      const { best, worst } = answer[index] ?? {};
      return best === undefined || worst === undefined ? [] : [{ items, best, worst }];
    }),
  summary: summariseMaxDiff,
} as const satisfies QuestionType<MaxDiff, readonly ScreenAnswer[], readonly AnsweredScreen[]> & {
  definition: typeof definition;
};

/** Ids of the items of each screen: the same for everyone, since the seed is in the questionnaire. */
export function designOf(maxdiff: MaxDiff): readonly (readonly string[])[] {
  const known = designs.get(maxdiff);
  if (known) return known;
  const { items, screens, perScreen, seed } = maxdiff;
  const design = designScreens({ items: items.length, screens, perScreen, seed });
  const named = design.map((screen) => screen.flatMap((index) => items[index]?.id ?? []));
  designs.set(maxdiff, named);
  return named;
}

const designs = new WeakMap<MaxDiff, readonly (readonly string[])[]>();

function screenNumbers({ screens }: MaxDiff): number[] {
  return Array.from({ length: screens }, (_, index) => index + 1);
}

function sideNames({ id }: MaxDiff, screen: number): string[] {
  return SIDES.map((side) => fieldName(id, screen, side));
}

function readScreen({ id }: MaxDiff, screen: number, fields: Fields): ScreenAnswer {
  const best = typedIn(fields, fieldName(id, screen, 'best'));
  const worst = typedIn(fields, fieldName(id, screen, 'worst'));
  return { ...(best !== undefined && { best }), ...(worst !== undefined && { worst }) };
}

function screenFaults(
  { id }: MaxDiff,
  screen: number,
  items: readonly string[],
  { best, worst }: ScreenAnswer,
): Problem[] {
  const field = fieldName(id, screen, 'best');
  const isShown = (item: string | undefined) => item === undefined || items.includes(item);
  if (!isShown(best) || !isShown(worst)) return [{ code: 'unknown-choice', field }];
  const isSame = best !== undefined && best === worst;
  return isSame ? [{ code: 'best-is-worst', field, facts: { screen } }] : [];
}

function screenGaps({ id, screens }: MaxDiff, screen: number, sides: ScreenAnswer): Problem[] {
  const missing = SIDES.find((side) => sides[side] === undefined);
  if (!missing) return [];
  return [
    {
      code: 'screen-incomplete',
      field: fieldName(id, screen, missing),
      facts: { screen, screens },
    },
  ];
}

function screenView(maxdiff: MaxDiff, screen: number, items: readonly string[], fields: Fields) {
  return {
    place: screen,
    items: items.map((item, index) => ({
      id: item,
      label: labelOf(maxdiff, item),
      sides: SIDES.map((side) => {
        const name = fieldName(maxdiff.id, screen, side);
        return {
          side,
          name,
          label: sideLabel(maxdiff, side),
          fieldId: index === 0 ? name : fieldName(name, item),
          isSelected: typedIn(fields, name) === item,
        };
      }),
    })),
  };
}

function labelOf({ items }: MaxDiff, id: string): string {
  return items.find((item) => item.id === id)?.label ?? id;
}

function sideLabel({ bestLabel, worstLabel }: MaxDiff, side: 'best' | 'worst'): string {
  return side === 'best' ? bestLabel : worstLabel;
}

function sideWords(maxdiff: MaxDiff, side: 'best' | 'worst', item: string | undefined): string[] {
  if (item === undefined) return [];
  return [`${sideLabel(maxdiff, side)}\u00a0: ${labelOf(maxdiff, item)}`];
}
