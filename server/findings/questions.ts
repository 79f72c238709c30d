import type { Met } from '../../analysis/findings/grid.ts';
import type { Store } from '../../db/open.ts';
import {
  listAnswers,
  listAskedInInterviews,
  listFreeDocuments,
  listMet,
  listQuestionnaires,
  listRespondents,
  listRubricsWritten,
  type Person,
} from '../../db/queries/asked.ts';
import type { EvidenceRow } from '../../db/queries/evidence.ts';
import type { Questionnaire } from '../../surveys/definition.ts';
import { coverage } from '../../surveys/routing.ts';

/**
 * Questions are told apart by the kind of source that puts them: « interview:to-avoid »,
 * « survey:elus:to-avoid » (stable from a version to the next), « return:needs »; « document » is any text
 * that answers no list of questions.
 */
export type QuestionKey = string;

const INTERVIEW = 'interview:';
const SURVEY = 'survey:';
const RETURN = 'return:';
const DOCUMENT = 'document';

/** The question under which a piece of evidence stands. */
export function questionOf(
  row: Pick<EvidenceRow, 'sourceKind' | 'family' | 'locator' | 'questionnaireId'>,
  questionnaires: ReadonlyMap<string, Questionnaire>,
): QuestionKey {
  if (row.sourceKind === 'interview') return INTERVIEW + row.locator;
  if (row.sourceKind === 'submission')
    return `${SURVEY}${questionnaires.get(row.questionnaireId ?? '')?.id ?? ''}:${row.locator}`;
  return row.family === 'return' ? RETURN + row.locator : DOCUMENT;
}

export async function questionnairesOf(
  store: Store,
  missionId: string,
): Promise<ReadonlyMap<string, Questionnaire>> {
  const rows = await listQuestionnaires(store, missionId);
  return new Map(rows.map(({ id, definition }) => [id, definition]));
}

/**
 * For everyone met, which of the questions that carry a finding were put to them. Those of `speaking`'s own
 * cells need not be known, since someone speaks there: nobody's answers are read for them.
 */
export async function whoWasAsked(
  store: Store,
  missionId: string,
  carrying: ReadonlySet<QuestionKey>,
  questionnaires: ReadonlyMap<string, Questionnaire>,
  speaking: ReadonlySet<string>,
): Promise<Met[]> {
  const people = await listMet(store, missionId);
  const silent = silentPeople(people, speaking);
  const asked = new Map<string, Set<QuestionKey>>();
  const note = (stakeholderId: string | null, question: QuestionKey) => {
    if (stakeholderId === null || !carrying.has(question)) return;
    asked.set(stakeholderId, (asked.get(stakeholderId) ?? new Set()).add(question));
  };
  const inInterviews = await listAskedInInterviews(store, missionId, named(carrying, INTERVIEW));
  for (const { stakeholderId, question } of inInterviews) note(stakeholderId, INTERVIEW + question);
  const inReturns = await listRubricsWritten(store, missionId, named(carrying, RETURN));
  for (const { stakeholderId, rubric } of inReturns) note(stakeholderId, RETURN + rubric);
  if (carrying.has(DOCUMENT))
    for (const { stakeholderId } of await listFreeDocuments(store, missionId))
      note(stakeholderId, DOCUMENT);
  const respondents = (await listRespondents(store, missionId)).filter(
    ({ stakeholderId }) => stakeholderId !== null && silent.has(stakeholderId),
  );
  for (const { stakeholderId, question } of await askedInSurveys(
    store,
    respondents,
    named(carrying, SURVEY),
    questionnaires,
  ))
    note(stakeholderId, question);
  return people.map(({ id, regionCode, category }) => ({
    speaker: id,
    row: regionCode,
    column: category,
    asked: asked.get(id) ?? new Set<QuestionKey>(),
  }));
}

/** Those of the cells (region × category) where nobody speaks. */
function silentPeople(people: readonly Person[], speaking: ReadonlySet<string>) {
  const cellOf = ({ regionCode, category }: Person) => `${regionCode} ${category}`;
  const spoken = new Set(people.filter(({ id }) => speaking.has(id)).map(cellOf));
  return new Set(people.filter((one) => !spoken.has(cellOf(one))).map(({ id }) => id));
}

/** What follows the prefix, in the keys that bear it. */
const named = (keys: ReadonlySet<QuestionKey>, prefix: string) =>
  [...keys].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));

interface Asked {
  readonly stakeholderId: string | null;
  readonly question: QuestionKey;
}

type Respondent = Awaited<ReturnType<typeof listRespondents>>[number];

/** Answers are read so many at a time, so that other requests pass in between. */
const CHUNK = 100;

/** A question without condition was put to every respondent; only for the others are answers read. */
async function askedInSurveys(
  store: Store,
  respondents: readonly Respondent[],
  keys: readonly string[],
  questionnaires: ReadonlyMap<string, Questionnaire>,
): Promise<Asked[]> {
  const concerned = respondents.flatMap(({ responseId, stakeholderId, questionnaireId }) => {
    const questionnaire = questionnaires.get(questionnaireId);
    if (!questionnaire) return [];
    const ids = named(new Set(keys), `${questionnaire.id}:`);
    const certain = ids.filter((id) => isPutToAll(questionnaire, id));
    return ids.length === 0 ? [] : { responseId, stakeholderId, questionnaire, ids, certain };
  });
  const asked: Asked[] = [];
  const note = ({ stakeholderId, questionnaire }: (typeof concerned)[number], ids: string[]) => {
    for (const id of ids)
      asked.push({ stakeholderId, question: `${SURVEY}${questionnaire.id}:${id}` });
  };
  for (const one of concerned) note(one, one.certain);
  const uncertain = concerned.filter(({ certain }) => certain.length === 0);
  for (let first = 0; first < uncertain.length; first += CHUNK) {
    const chunk = uncertain.slice(first, first + CHUNK);
    const answers = await listAnswers(
      store,
      chunk.map(({ responseId }) => responseId),
    );
    for (const one of chunk) {
      const covered = coverage(one.questionnaire, answers.get(one.responseId) ?? {});
      note(
        one,
        one.ids.filter((id) => covered[id] === 'asked'),
      );
    }
  }
  return asked;
}

function isPutToAll({ sections }: Questionnaire, id: string): boolean {
  const section = sections.find(({ questions }) => questions.some((one) => one.id === id));
  const question = section?.questions.find((one) => one.id === id);
  return (
    section !== undefined &&
    question !== undefined &&
    section.condition === undefined &&
    question.condition === undefined
  );
}
