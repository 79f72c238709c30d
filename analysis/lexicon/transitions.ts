import { TAG_INDEX, TAGS, type Tag } from './tags.ts';

/**
 * How unlikely it is that one tag follows another, in tenths of a natural logarithm: 10 is e times rarer
 * than 0. A pair that is not written costs the row's `else`.
 */
const COSTS: Readonly<Partial<Record<Tag, string>>> = {
  start: `determiner 14 subject 14 preposition 20 contraction 30 noun 26 proper 26 adverb 22 subordinator 28 relative 38
    coordinator 26 pronoun 28 infinitive 38 finite 48 etre 55 avoir 55 adjective 40 participle 45 gerund 42 negation 45
    object 50 numeral 36 predeterminer 34 negative 40 other 30 avoirGerund 55 etreGerund 55 else 70`,
  pause: `determiner 16 subject 20 preposition 19 contraction 28 noun 26 proper 26 adverb 22 subordinator 26 relative 24
    coordinator 20 pronoun 28 infinitive 34 finite 34 etre 40 avoir 42 adjective 28 participle 30 gerund 30 negation 44
    object 42 numeral 30 predeterminer 36 negative 34 other 30 avoirGerund 50 etreGerund 50 pause 40 start 30 else 60`,
  determiner: `noun 3 adjective 18 numeral 30 proper 22 adverb 42 determiner 45 predeterminer 60 pronoun 30 participle 40
    other 30 relative 60 preposition 60 pause 40 else 75`,
  predeterminer: `determiner 2 pronoun 30 relative 30 subject 45 noun 40 else 65`,
  numeral: `noun 4 adjective 20 pause 20 start 25 numeral 22 preposition 25 contraction 30 proper 30 other 20 participle 40
    coordinator 30 finite 45 adverb 40 relative 40 else 50`,
  noun: `preposition 10 contraction 18 pause 13 start 16 adjective 14 participle 27 coordinator 24 relative 26 noun 36 proper 28
    finite 25 etre 27 avoir 30 adverb 27 negation 38 subordinator 34 object 42 subject 44 determiner 36 gerund 40 numeral 38
    pronoun 44 negative 46 infinitive 48 predeterminer 46 other 36 avoirGerund 50 etreGerund 55 else 62`,
  adjective: `noun 14 preposition 14 contraction 22 pause 14 start 17 adjective 28 coordinator 22 relative 30 finite 32 etre 34
    avoir 36 adverb 29 subordinator 26 participle 34 proper 36 negation 44 subject 46 determiner 42 object 46 gerund 46
    numeral 40 infinitive 46 pronoun 42 negative 42 other 40 else 62`,
  proper: `proper 12 pause 13 start 15 preposition 18 contraction 24 finite 26 etre 28 avoir 28 coordinator 22 adjective 30
    noun 38 numeral 32 adverb 30 relative 30 negation 38 object 40 determiner 38 subject 42 participle 36 pronoun 42
    subordinator 38 infinitive 52 gerund 46 other 34 else 60`,
  preposition: `determiner 8 noun 15 infinitive 20 proper 20 pronoun 24 relative 32 numeral 26 adjective 32 adverb 34
    preposition 32 predeterminer 32 object 36 subordinator 34 contraction 40 gerund 34 etreInfinitive 36 avoirInfinitive 38
    avoirGerund 55 etreGerund 60 negation 50 participle 44 other 32 pause 44 negative 48 else 68`,
  en: `noun 6 gerund 12 proper 22 numeral 28 determiner 32 adjective 28 pronoun 32 adverb 34 infinitive 55 avoirGerund 36 etreGerund 36
    object 34 participle 52 preposition 40 pause 42 predeterminer 40 relative 40 negation 44 contraction 60 else 66`,
  contraction: `noun 3 adjective 18 proper 20 numeral 30 adverb 40 pronoun 34 participle 42 other 32 infinitive 55 relative 48 pause 46 else 75`,
  subject: `finite 8 object 14 negation 18 etre 12 avoir 15 subject 40 adverb 40 pause 36 start 40 relative 34 participle 45 noun 55
    determiner 48 preposition 38 infinitive 42 coordinator 44 subordinator 42 adjective 42 pronoun 44 negative 42 else 65`,
  object: `finite 8 infinitive 13 avoir 18 etre 19 object 22 gerund 16 etreInfinitive 30 avoirInfinitive 34 pause 40 start 42
    preposition 40 noun 62 adverb 42 participle 44 determiner 50 etreGerund 50 avoirGerund 45 else 68`,
  negation: `finite 8 object 14 etre 14 avoir 17 negative 24 infinitive 30 gerund 44 etreInfinitive 34 avoirInfinitive 36 else 66`,
  pronoun: `pause 16 start 18 preposition 20 contraction 28 relative 18 finite 26 etre 28 avoir 30 subject 32 coordinator 30 adverb 30
    object 38 negation 36 subordinator 26 noun 46 adjective 34 participle 32 infinitive 34 determiner 36 gerund 46 proper 42
    negative 40 predeterminer 44 numeral 40 other 44 else 60`,
  relative: `finite 18 subject 13 etre 22 avoir 24 object 22 negation 26 determiner 28 noun 48 infinitive 40 pronoun 36 proper 34 pause 36
    adverb 38 preposition 38 start 44 predeterminer 44 coordinator 48 contraction 44 negative 48 numeral 46 else 62`,
  coordinator: `determiner 15 subject 18 preposition 20 contraction 28 noun 22 adjective 26 adverb 24 proper 28 infinitive 30 finite 30
    participle 30 pronoun 28 subordinator 28 relative 30 object 34 etre 38 avoir 38 negation 36 pause 30 numeral 34 gerund 40
    negative 34 predeterminer 38 coordinator 34 etreInfinitive 44 avoirInfinitive 46 other 40 start 45 else 60`,
  subordinator: `subject 9 determiner 16 pause 32 object 32 pronoun 28 noun 34 preposition 30 proper 32 adverb 32 contraction 38
    subordinator 26 relative 34 finite 42 etre 44 infinitive 42 numeral 38 negation 44 predeterminer 36 adjective 42 participle 46
    avoir 50 coordinator 46 start 44 negative 44 gerund 50 other 44 else 62`,
  adverb: `pause 17 preposition 20 adjective 20 adverb 22 determiner 22 participle 26 start 22 subject 26 contraction 30
    infinitive 30 coordinator 28 subordinator 26 noun 32 relative 30 pronoun 32 finite 34 etre 38 avoir 38 numeral 34 object 40
    negation 40 gerund 40 proper 38 negative 36 predeterminer 36 etreInfinitive 42 avoirInfinitive 44 other 40 etreParticiple 38 else 60`,
  negative: `determiner 22 adverb 22 preposition 20 pause 20 start 22 adjective 24 participle 22 infinitive 24 contraction 32
    subordinator 28 noun 38 coordinator 34 pronoun 32 etreParticiple 32 etreInfinitive 34 avoirInfinitive 38 subject 38 object 38
    negative 40 relative 40 finite 48 predeterminer 38 proper 42 numeral 40 avoirParticiple 40 gerund 44 other 44 else 60`,
  finite: `determiner 12 preposition 14 infinitive 18 adverb 20 contraction 24 negative 22 pause 20 subordinator 20 start 24
    pronoun 28 adjective 36 noun 40 subject 32 relative 32 participle 46 coordinator 30 proper 34 object 46 numeral 34
    predeterminer 30 finite 52 etre 55 avoir 58 gerund 44 etreInfinitive 28 avoirInfinitive 32 negation 48 other 42 else 60`,
  infinitive: `determiner 11 preposition 14 contraction 22 pause 18 start 20 adverb 22 noun 38 coordinator 26 pronoun 28 subordinator 26
    adjective 36 relative 32 infinitive 30 predeterminer 30 negative 40 proper 36 subject 42 object 52 participle 42 finite 42
    numeral 34 etre 40 avoir 48 gerund 44 negation 48 etreInfinitive 44 other 42 else 60`,
  participle: `preposition 12 contraction 20 pause 17 determiner 18 start 19 adverb 24 coordinator 26 subordinator 26 infinitive 28 noun 38
    adjective 34 pronoun 32 relative 34 participle 38 proper 36 predeterminer 34 subject 40 finite 42 etre 40 avoir 44 numeral 38 negative 42
    gerund 42 object 46 negation 48 other 42 else 60`,
  gerund: `determiner 11 preposition 14 contraction 22 adverb 24 pause 22 noun 36 adjective 34 start 28 pronoun 30 infinitive 34 subordinator 26
    negative 30 relative 34 coordinator 34 participle 42 predeterminer 34 numeral 36 proper 36 finite 46 etre 48 avoir 50 else 60`,
  etre: `participle 16 adjective 15 determiner 18 adverb 18 negative 18 preposition 22 etreParticiple 28 subject 30 noun 42 pause 28
    contraction 28 subordinator 28 pronoun 28 relative 32 proper 38 start 34 infinitive 44 numeral 34 coordinator 38 predeterminer 34
    object 44 finite 55 gerund 46 other 42 negation 50 else 60`,
  avoir: `participle 12 determiner 14 etreParticiple 20 adverb 20 negative 20 noun 34 avoirParticiple 32 preposition 28 contraction 34
    pronoun 34 subject 30 numeral 28 pause 36 adjective 46 predeterminer 34 relative 44 infinitive 55 start 44 coordinator 44 subordinator 38
    object 50 proper 44 other 42 finite 60 else 60`,
  other: `pause 18 start 20 preposition 22 noun 28 proper 28 other 16 adjective 32 coordinator 26 contraction 30 finite 30 etre 32 avoir 32
    determiner 34 adverb 34 numeral 28 relative 36 else 46`,
};

/** Tags that are entered like one (« être » like any infinitive) and left like another (an auxiliary). */
const LIKE: Readonly<Partial<Record<Tag, readonly [entered: Tag, left: Tag, more: number]>>> = {
  en: ['preposition', 'en', 12],
  etreInfinitive: ['infinitive', 'etre', 6],
  etreParticiple: ['participle', 'etre', 4],
  etreGerund: ['gerund', 'etre', 6],
  avoirInfinitive: ['infinitive', 'avoir', 8],
  avoirParticiple: ['participle', 'avoir', 12],
  avoirGerund: ['gerund', 'avoir', 6],
};

/** Row by row: `TRANSITIONS[from * TAGS.length + to]`. */
export const TRANSITIONS: Int16Array = readCosts();

function readCosts(): Int16Array {
  const costs = new Int16Array(TAGS.length * TAGS.length);
  for (const from of TAGS) {
    const row = readRow(COSTS[LIKE[from]?.[1] ?? from] ?? 'else 50');
    for (const to of TAGS) {
      const like = LIKE[to];
      const own = row.get(to) ?? (like && (row.get(like[0]) ?? Number.NaN) + like[2]);
      const cost = own === undefined || Number.isNaN(own) ? row.get('else') : own;
      costs[TAG_INDEX[from] * TAGS.length + TAG_INDEX[to]] = cost ?? 60;
    }
  }
  return costs;
}

function readRow(row: string): ReadonlyMap<string, number> {
  const words = row.trim().split(/\s+/);
  const pairs = words.flatMap((word, index): [string, number][] =>
    index % 2 === 0 ? [[word, Number(words[index + 1])]] : [],
  );
  return new Map(pairs);
}
