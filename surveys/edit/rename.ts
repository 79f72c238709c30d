import type { Draft } from './draft.ts';

/**
 * The same draft where a question bears another id: in every expression and every text that cite it as `${id}`, in the
 * places of translations, and where the questionnaire says who speaks.
 */
export function renamed(draft: Draft, from: string, to: string): Draft {
  const cited = new RegExp(`\\$\\{\\s*${escaped(from)}\\s*\\}`, 'g');
  const rewrite = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') {
      return key === 'id' ? value : value.replace(cited, () => `\${${to}}`);
    }
    if (Array.isArray(value)) return value.map((each) => rewrite(each, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [name, rewrite(part, name)]),
    );
  };
  const { sections, translations, respondent, ...rest } = draft;
  return {
    ...(rewrite(rest, '') as typeof rest), // the same shape, text by text
    sections: sections.map((section) => ({
      ...(rewrite({ ...section, questions: [] }, '') as typeof section),
      questions: section.questions.map((question) => {
        const own = rewrite(question, '') as typeof question;
        const questions = own.questions?.map((each) => named(each, from, to));
        return named({ ...own, ...(questions && { questions }) }, from, to);
      }),
    })),
    ...(translations === undefined
      ? {}
      : { translations: placesRenamed(rewrite(translations, ''), from, to) }),
    ...(respondent === undefined ? {} : { respondent: valuesRenamed(respondent, from, to) }),
  };
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const named = <Named extends { readonly id: string }>(each: Named, from: string, to: string) =>
  each.id === from ? { ...each, id: to } : each;

/** `visit/choices/weekly:label` begins with the id of its question. */
function placesRenamed(translations: unknown, from: string, to: string): unknown {
  return Object.fromEntries(
    Object.entries(Object(translations)).map(([language, texts]) => [
      language,
      Object.fromEntries(
        Object.entries(Object(texts)).map(([place, text]) => {
          const isOwn = place.startsWith(`${from}:`) || place.startsWith(`${from}/`);
          return [isOwn ? to + place.slice(from.length) : place, text];
        }),
      ),
    ]),
  );
}

function valuesRenamed(record: unknown, from: string, to: string): unknown {
  return Object.fromEntries(
    Object.entries(Object(record)).map(([key, value]) => [key, value === from ? to : value]),
  );
}
