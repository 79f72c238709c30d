import type { Questionnaire } from './definition.ts';

/** Properties that people read; all the rest is for machines. */
const TEXTS: ReadonlySet<string> = new Set([
  'title',
  'introduction',
  'label',
  'hint',
  'statement',
  'unit',
  'minLabel',
  'maxLabel',
  'bestLabel',
  'worstLabel',
  'constraintMessage',
  'requiredMessage',
]);

const NOT_TEXTS: ReadonlySet<string> = new Set([
  'translations',
  'languages',
  'extra',
  'lists',
  'sheets',
  'values',
  'respondent',
]);

/** Every text of a questionnaire, by its place: `visit/choices/weekly:label`. */
export function textsOf(questionnaire: Questionnaire): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  mapTexts(questionnaire, (place, text) => {
    texts.set(place, text);
    return text;
  });
  return texts;
}

/** The same questionnaire in another of its languages; what is not translated stays in its own. */
export function inLanguage(questionnaire: Questionnaire, code: string): Questionnaire {
  const translations = questionnaire.translations?.[code];
  if (!translations || code === questionnaire.language) return questionnaire;
  const said = mapTexts(questionnaire, (place, text) => translations[place] ?? text);
  // The same shape, text by text.
  return { ...(said as Questionnaire), language: code };
}

/** Places of the texts that a language lacks. */
export function missingTexts(questionnaire: Questionnaire, code: string): string[] {
  if (code === questionnaire.language) return [];
  const translations = questionnaire.translations?.[code] ?? {};
  return [...textsOf(questionnaire).keys()].filter((place) => translations[place] === undefined);
}

function mapTexts(
  value: unknown,
  say: (place: string, text: string) => string,
  place = '',
): unknown {
  if (Array.isArray(value)) return value.map((each) => mapTexts(each, say, place));
  if (typeof value !== 'object' || value === null) return value;
  const id = 'id' in value && typeof value.id === 'string' && place !== '' ? value.id : undefined;
  const own = id === undefined ? place : placeOf(place, id);
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => {
      if (NOT_TEXTS.has(key)) return [key, part];
      if (typeof part === 'string') {
        return [key, TEXTS.has(key) ? say(`${own}:${key}`, part) : part];
      }
      return [key, mapTexts(part, say, nested(own, key))];
    }),
  );
}

/** A group may bear the name of a question. */
function placeOf(place: string, id: string): string {
  if (place === 'groups') return `group/${id}`;
  return isPart(place) ? `${place}/${id}` : id;
}

/** Sections, groups and questions are named alone: their ids are unique, and they may move. */
function isPart(place: string): boolean {
  return !['sections', 'questions', 'groups'].includes(place);
}

function nested(place: string, key: string): string {
  return isPart(key) ? `${place}/${key}` : key;
}
