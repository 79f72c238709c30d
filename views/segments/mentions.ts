import type { TextPart } from './page.ts';

/**
 * A text in parts, those that mention the form marked. The form is what a dictionary lists; its plurals,
 * feminines and regular conjugations are recognised, which is enough to show it, not to count it.
 */
export function markMentions(words: string, form: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const { 0: mention, index } of words.matchAll(patternOf(form))) {
    if (index > end) parts.push({ text: words.slice(end, index), isMarked: false });
    parts.push({ text: mention, isMarked: true });
    end = index + mention.length;
  }
  if (end < words.length) parts.push({ text: words.slice(end), isMarked: false });
  return parts;
}

export const isMentioned = (words: string, form: string): boolean => patternOf(form).test(words);

function patternOf(form: string): RegExp {
  const words = form.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return /(?!)/g;
  const pattern = words.map(inflections).join("[\\s\\-\u2010\u2011'’]+");
  return new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'giu');
}

const ENDINGS: readonly (readonly [ending: RegExp, endings: string])[] = [
  [/(?:al|aux)$/, 'al|ale|ales|aux'],
  [/(?:eux|euses?)$/, 'eux|euse|euses'],
  [/(?:ifs?|ives?)$/, 'if|ifs|ive|ives'],
  [/er$/, 'ers?|ère|ères|e|es|ent|ons|ez|ait|aient|ant|és?|ées?|era|eront|erait|eraient'],
  [/(?<=\p{L}{3})ir$/u, 'ir|is?|it|ies?|issent|issait|issant|ira|irait'],
  [/(?<=\p{L}{4})re$/u, 'res?|s|ent|ait|aient|ant|us?|ues?|ra|rait'],
];

function inflections(word: string): string {
  const regular = ENDINGS.find(([ending]) => ending.test(word));
  if (regular && word.length > 4) return `${word.replace(regular[0], '')}(?:${regular[1]})`;
  return `${word.length > 3 ? word.replace(/e?[sx]?$/, '') : word}(?:e|s|es|x)?`;
}
