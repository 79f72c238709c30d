import { TAG_INDEX, TAGS, type Tag } from './tags.ts';

/** What two neighbours must share: nothing, gender and number, or person and number. */
export const NO_AGREEMENT = 0;
export const NOMINAL_AGREEMENT = 1;
export const VERBAL_AGREEMENT = 2;
/** A noun before a verb is often its subject, and often not: « les élus de la commune ont ». */
export const DISTANT_AGREEMENT = 3;

/** What a disagreement costs, in the unit of transitions.ts. */
export const GENDER_COST = 30;
export const NUMBER_COST = 35;
export const PERSON_COST = 40;
export const DISTANT_COST = 8;

const NOMINAL: readonly (readonly [Tag, readonly Tag[]])[] = [
  ['determiner', ['noun', 'adjective', 'participle', 'numeral', 'pronoun']],
  ['predeterminer', ['determiner']],
  ['contraction', ['noun', 'adjective', 'participle']],
  ['adjective', ['noun', 'adjective', 'participle']],
  ['noun', ['adjective']],
  ['numeral', ['noun']],
  ['participle', ['adjective']],
];

const VERBAL: readonly (readonly [Tag, readonly Tag[]])[] = [
  ['subject', ['finite', 'etre', 'avoir']],
  ['pronoun', ['finite', 'etre', 'avoir']],
  ['finite', ['subject']],
  ['etre', ['subject']],
  ['avoir', ['subject']],
];

const DISTANT: readonly (readonly [Tag, readonly Tag[]])[] = [
  ['noun', ['finite', 'etre', 'avoir']],
  ['adjective', ['finite', 'etre', 'avoir']],
];

/** Row by row: `AGREEMENTS[before * TAGS.length + after]` is one of the four kinds. */
export const AGREEMENTS: Uint8Array = readPairs();

function readPairs(): Uint8Array {
  const kinds = new Uint8Array(TAGS.length * TAGS.length);
  for (const [pairs, kind] of [
    [NOMINAL, NOMINAL_AGREEMENT],
    [VERBAL, VERBAL_AGREEMENT],
    [DISTANT, DISTANT_AGREEMENT],
  ] as const) {
    for (const [before, followers] of pairs) {
      for (const after of followers) {
        kinds[TAG_INDEX[before] * TAGS.length + TAG_INDEX[after]] = kind;
      }
    }
  }
  return kinds;
}
