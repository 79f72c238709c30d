import type { Offer } from './type.ts';

/** What an author is asked about a question of a type, beyond what all questions say. */
export type EditorField =
  | {
      readonly kind: 'line' | 'lines' | 'whole' | 'decimal' | 'expression';
      /** The property of the definition that it fills. */
      readonly name: string;
    }
  | { readonly kind: 'menu'; readonly name: string; readonly values: readonly string[] }
  /** Things to choose, rate or rank: an id and a label each, with the marks that a choice can bear. */
  | {
      readonly kind: 'items';
      readonly name: string;
      readonly marks: readonly ('open' | 'exclusive')[];
    }
  | { readonly kind: 'criteria'; readonly name: string }
  /** Questions within the question: edited one by one, as those of a page are. */
  | { readonly kind: 'questions'; readonly name: string };

export const FAMILIES = [
  'choosing',
  'writing',
  'counting',
  'weighing',
  'dating',
  'placing',
  'joining',
  'saying',
] as const;

export type Family = (typeof FAMILIES)[number];

/** Something that a condition can ask about: the answer, or one of its parts. */
export type Subject = {
  /** After `${question}`: nothing, or `/row`. */
  readonly path: string;
  /** What tells the part apart: the row; nothing where it is the whole answer. */
  readonly label: string;
  /** One value among several, several of them, a number, a day, or words. */
  readonly kind: 'one' | 'several' | 'number' | 'day' | 'words';
  readonly values: readonly { readonly id: string; readonly label: string }[];
};

/** Draws for a walk: seeded, and inclined to what was drawn least. */
export type Chance = {
  readonly pick: <Value>(values: readonly Value[]) => Value | undefined;
  /** From 0 to 1, 1 left out. */
  readonly draw: () => number;
  /** Texts that expressions compare the answer with. */
  readonly compared: readonly string[];
  /** Codes of communes that exist. */
  readonly communes: readonly string[];
};

/** What the editor of questionnaires and its test mode ask of a type. */
export type Editing<Question, Answer> = {
  readonly family: Family;
  readonly fields: readonly EditorField[];
  /** Its own part of a definition when a question becomes one of its kind: complete, and plain. */
  readonly blank: Readonly<Record<string, unknown>>;
  subjects(question: Question): Subject[];
  /** Seconds that an answer takes once the words are read: an order of magnitude, stated where it is shown. */
  seconds(question: Question): number;
  /** An answer that someone might give; undefined where there is none to give. */
  attempt(question: Question, offer: Offer, chance: Chance): Answer | undefined;
};

type Named = { readonly id: string; readonly label: string };

export const items = (name: string, ...marks: ('open' | 'exclusive')[]): EditorField => ({
  kind: 'items',
  name,
  marks,
});

/** Choices to begin with, for an author to write over. */
export const blankItems = (count: number): Named[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `choice-${index + 1}`,
    label: `Choix ${index + 1}`,
  }));

/** The whole answer. */
export const whole = (kind: Subject['kind'], values: readonly Named[] = []): Subject[] => [
  { path: '', label: '', kind, values },
];

/** In the order of the definition. */
export const offered = <Item extends Named>(list: readonly Item[], offer: Offer): Item[] =>
  list.filter(({ id }) => offer.has(id));

/** Some of them, at most `max`, drawn one after another. */
export function drawSome<Value>(values: readonly Value[], max: number, chance: Chance): Value[] {
  const drawn: Value[] = [];
  for (let left = [...values]; drawn.length < max && left.length > 0; ) {
    const next = chance.pick(left);
    if (next === undefined) break;
    drawn.push(next);
    left = left.filter((each) => each !== next);
  }
  return drawn;
}

/** A number within bounds: one that expressions compare with, or just beside it, or any. */
export function drawNumber(
  {
    min = 0,
    max = min + 100,
    step = 1,
  }: { min?: number | undefined; max?: number | undefined; step?: number },
  chance: Chance,
): number {
  const compared = chance.compared
    .map(Number)
    .filter((each) => Number.isFinite(each))
    .flatMap((each) => [each - step, each, each + step]);
  const any = min + Math.floor(chance.draw() * (Math.floor((max - min) / step) + 1)) * step;
  const within = [any, min, max, ...compared].filter((each) => each >= min && each <= max);
  const drawn = chance.pick([...new Set(within)]) ?? min;
  return Number((min + Math.round((drawn - min) / step) * step).toFixed(10));
}

/** Words: one of those that expressions look for, or others. */
export const drawWords = (chance: Chance, plain: string): string =>
  chance.pick([plain, ...chance.compared.filter((text) => text.trim() !== '')]) ?? plain;
