import { z } from 'zod';
import { summariseCommunes } from '../results/communes.ts';
import { whole } from './editing.ts';
import { fieldName, readOne, typedIn, wrong } from './fields.ts';
import { oneColumn } from './one-column.ts';
import { blank } from './paper.ts';
import { question } from './question.ts';
import type { QuestionType } from './type.ts';

type CommuneQuestion = z.infer<typeof definition>;

/** The answer is an INSEE code; what it implies (EPCI, département, région) is looked up, never stored twice. */
const definition = question.extend({ type: z.literal('commune') });

export const commune = {
  type: 'commune',
  definition,
  answer: z.string().regex(/^[0-9A-Z]{5}$/),
  isGroup: true,
  isAnswered: true,
  isIdentifying: true,
  missing: ({ id }) => ({ code: 'choose-commune', field: searchName(id) }),
  options: () => undefined,
  wanted: ({ id }, fields) => ({
    codes: [typedIn(fields, id) ?? []].flat(),
    searches: [typedIn(fields, searchName(id)) ?? []].flat(),
  }),
  fieldNames: ({ id }) => [id, searchName(id)],
  read({ id }, fields) {
    const { answer, problems } = readOne(fields, id);
    if (answer !== undefined && !/^[0-9A-Z]{5}$/.test(answer)) {
      return wrong({ code: 'unknown-commune', field: searchName(id) });
    }
    const isSearchedOnly = answer === undefined && typedIn(fields, searchName(id)) !== undefined;
    if (isSearchedOnly) return wrong({ code: 'choose-commune', field: searchName(id) });
    return { answer, problems };
  },
  write: ({ id }, answer) => ({ [id]: [answer] }),
  prune: (_commune, answer) => answer,
  faults: ({ id }, answer, { findCommune }) =>
    findCommune(answer) ? [] : [{ code: 'unknown-commune', field: searchName(id) }],
  gaps: () => [],
  view({ id }, fields, _offer, { findCommune, communesFound }) {
    const code = typedIn(fields, id);
    const typed = typedIn(fields, searchName(id)) ?? '';
    return {
      typed,
      searchName: searchName(id),
      chosen: (code === undefined ? undefined : findCommune(code)) ?? null,
      isSearched: typed !== '',
      found: communesFound(typed).filter((each) => each.code !== code),
    };
  },
  display(_commune, answer, { findCommune }) {
    const known = findCommune(answer);
    return [known ? `${known.name} (${known.detail})` : answer];
  },
  columns: oneColumn('text'),
  cells: (_commune, answer) => [answer ?? null],
  data: (_commune, answer) => answer ?? '',
  words: () => [],
  paper: () => [blank('', { label: 'Commune' }), blank('_ _ _ _ _', { label: 'Code postal' })],
  editing: {
    family: 'placing',
    fields: [],
    blank: {},
    subjects: () => whole('words'),
    seconds: () => 12,
    attempt: (_commune, _offer, chance) => chance.pick(chance.communes),
  },
  summary: (_commune, entries) => summariseCommunes(entries),
} as const satisfies QuestionType<CommuneQuestion, string> & { definition: typeof definition };

function searchName(id: string): string {
  return fieldName(id, 'search');
}
