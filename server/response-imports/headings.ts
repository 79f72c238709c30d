import type { Gathered, GatheredColumn } from './gathered.ts';

/** A heading taken apart: the question, and the choice or row that the column is about. */
export interface Heading {
  readonly question: string;
  readonly part: string | null;
}

/**
 * The ways in which a heading can be read, the likeliest first: `Q2[SQ001]` and « Question [Ligne] » (LimeSurvey,
 * Google), `group/question/choice` (Kobo), `group-question` (ODK Central), a title over several columns (Framaforms).
 */
export function headingsOf(column: GatheredColumn, gathered: Gathered): Heading[] {
  const { name, above } = column;
  const bracketed = /^(.*\S)\s*\[([^[\]]+)\]$/.exec(name);
  const readings: Heading[] = column.said ? [column.said] : [];
  if (bracketed) readings.push({ question: bracketed[1] ?? '', part: bracketed[2] ?? '' });
  if (name.includes('/')) {
    const steps = name.split('/');
    const parent = steps.slice(0, -1).join('/');
    const isChoice = gathered.columns.some((each) => each.name === parent);
    const last = steps.at(-1) ?? '';
    if (isChoice) readings.push({ question: steps.at(-2) ?? '', part: last });
    else
      readings.push({ question: last, part: null }, { question: steps.at(-2) ?? '', part: last });
  }
  readings.push({ question: name, part: null });
  if (above !== null) readings.push({ question: above, part: name });
  const dash = name.lastIndexOf('-');
  if (dash > 0) readings.push({ question: name.slice(dash + 1), part: null });
  return readings;
}

const OTHER = /^(?:other|autre|autres|-oth-|other_text|autre_texte|préciser|autre.*précise.*)$/i;

/** Whether the part of a heading names what people wrote beside « autre ». */
export const isOther = (part: string): boolean => OTHER.test(part.trim());

/** « 12. Quelle commune ? » and « quelle commune » read alike: lower case, no accent, no sign, no number first. */
export function plain(text: string): string {
  return text
    .replace(/<[^>]*>/g, ' ')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/^\s*(?:q(?:uestion)?\s*)?\d{1,3}\s*[.):–-]\s*/, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** « Votre commune » asks the same as « Commune ». */
const LITTLE_WORDS = new Set(
  'au aux ce ces cette d de des du en est l la le les notre nos que quel quelle un une vos votre vous'.split(
    ' ',
  ),
);

const significant = (plainText: string): Set<string> =>
  new Set(plainText.split(' ').filter((word) => !LITTLE_WORDS.has(word)));

/** How alike two texts are, from 0 to 1: the same once plain, or the share of the words that they have in common. */
export function likeness(one: string, other: string): number {
  const first = plain(one);
  const second = plain(other);
  if (first === '' || second === '') return 0;
  if (first === second) return 1;
  const words = significant(first);
  const others = significant(second);
  if (words.size > 0 && words.size === others.size && words.isSubsetOf(others)) return 0.97;
  const common = [...words].filter((word) => others.has(word)).length;
  // Two words in common say little of two short titles.
  return Math.min(words.size, others.size) < 3
    ? 0
    : (0.95 * 2 * common) / (words.size + others.size);
}
