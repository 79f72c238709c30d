import type { Store } from '../../db/open.ts';
import { listOpenAnswers } from '../../db/queries/received-responses.ts';
import { matcher } from '../../surveys/results/search.ts';
import type { Option } from '../../surveys/results/survey.ts';
import type { Ask, OpenAnswer, Told } from './ask.ts';

const EVERYTHING = { limit: 1_000_000, offset: 0 };

/** Looks for words among what was written under one question: in the thread, since it reads all of them. */
export async function tellWords(
  store: Store,
  surveyId: string,
  { question, search, region, category, page, perPage }: Extract<Ask, { kind: 'words' }>,
): Promise<Told> {
  const written = await listOpenAnswers(store, surveyId, question, EVERYTHING);
  const isFound = matcher(search);
  const found = written.filter(
    ({ text, stakeholder }) =>
      (region === '' || stakeholder?.regionCode === region) &&
      (category === '' || stakeholder?.category === category) &&
      isFound(text),
  );
  const pages = Math.max(Math.ceil(found.length / perPage), 1);
  const shown = Math.min(page, pages);
  return {
    kind: 'words',
    written: written.length,
    total: found.length,
    page: shown,
    rows: found.slice((shown - 1) * perPage, shown * perPage),
    regions: counted(written, ({ stakeholder }) => stakeholder?.regionCode ?? null),
    categories: counted(written, ({ stakeholder }) => stakeholder?.category ?? null),
  };
}

function counted(
  rows: readonly OpenAnswer[],
  groupOf: (row: OpenAnswer) => string | null,
): Option[] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const value = groupOf(row);
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].map(([value, count]) => ({ value, count }));
}
