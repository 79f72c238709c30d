import { z } from 'zod';
import { type Dictionary, EMPTY_DICTIONARY } from '../analysis/dictionary.ts';
import { dictionaryMessages as said } from '../views/messages/dictionaries.ts';

const ENTRIES_MAX = 2000;
const ENTRY_MAX = 200;

const entriesOf = (text: string) =>
  text
    .split(/\r?\n/)
    .map((line) => line.normalize('NFC').replaceAll(/\s+/g, ' ').trim())
    .filter((line) => line !== '');

/** One entry a line; empty lines are passed over, an entry written twice counts once. */
const entries = z
  .string()
  .catch('')
  .transform((text) => [...new Set(entriesOf(text))])
  .refine((lines) => lines.length <= ENTRIES_MAX, said.tooMany)
  .refine((lines) => lines.every((line) => line.length <= ENTRY_MAX), said.tooLong);

/** « mairies = mairie », a line each. */
const lemmas = entries.transform((lines, context) => {
  const pairs = lines.map((line) => line.split('=').map((side) => side.trim()));
  const wrong = pairs.findIndex((sides) => sides.length !== 2 || sides.includes(''));
  if (wrong < 0) return pairs.map(([form, lemma]) => [String(form), String(lemma)] as const);
  context.addIssue({ code: 'custom', message: said.lemma(lines[wrong] ?? '') });
  return z.NEVER;
});

/** The form of the dictionary, read as the analysis takes it. */
export const dictionaryForm = z
  .object({
    expressions: entries,
    removedExpressions: entries,
    lemmas,
    ignored: entries,
    kept: entries,
    version: z.coerce.number().int().min(0).catch(0),
  })
  .transform(({ version, lemmas: pairs, ...lists }) => ({
    version,
    words: { ...lists, lemmas: Object.fromEntries(pairs) } satisfies Dictionary,
  }));

/** A dictionary as it is typed. */
export function typedOf(words: Dictionary = EMPTY_DICTIONARY): Record<string, string> {
  const { expressions, removedExpressions = [], ignored, kept = [] } = words;
  return {
    expressions: expressions.join('\n'),
    removedExpressions: removedExpressions.join('\n'),
    lemmas: Object.entries(words.lemmas)
      .map(([form, lemma]) => `${form} = ${lemma}`)
      .join('\n'),
    ignored: ignored.join('\n'),
    kept: kept.join('\n'),
  };
}
