import type { Store } from '../../db/open.ts';
import {
  listAnswers,
  listAskedInInterviews,
  listFreeDocuments,
  listMet,
  listQuestionnaires,
  listRespondents,
  listRubricsWritten,
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

/** For everyone met, which of the questions that carry a finding were put to them. */
export async function whoWasAsked(
  store: Store,
  missionId: string,
  carrying: ReadonlySet<QuestionKey>,
  questionnaires: ReadonlyMap<string, Questionnaire>,
) {
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
  for (const { stakeholderId, question } of await askedInSurveys(
    store,
    missionId,
    carrying,
    questionnaires,
  ))
    note(stakeholderId, question);
  const people = await listMet(store, missionId);
  return people.map(({ id, regionCode, category }) => ({
    speaker: id,
    row: regionCode,
    column: category as string,
    asked: asked.get(id) ?? new Set<QuestionKey>(),
  }));
}

/** What follows the prefix, in the keys that bear it. */
const named = (keys: ReadonlySet<QuestionKey>, prefix: string) =>
  [...keys].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));

interface Asked {
  readonly stakeholderId: string | null;
  readonly question: QuestionKey;
}

/** A question without condition was put to every respondent; only for the others are answers read. */
async function askedInSurveys(
  store: Store,
  missionId: string,
  carrying: ReadonlySet<QuestionKey>,
  questionnaires: ReadonlyMap<string, Questionnaire>,
): Promise<Asked[]> {
  const keys = named(carrying, SURVEY);
  if (keys.length === 0) return [];
  const respondents = (await listRespondents(store, missionId)).flatMap((respondent) => {
    const questionnaire = questionnaires.get(respondent.questionnaireId);
    if (!questionnaire) return [];
    const ids = named(new Set(keys), `${questionnaire.id}:`);
    return ids.length === 0 ? [] : { ...respondent, questionnaire, ids };
  });
  const everyone = respondents.flatMap(({ stakeholderId, questionnaire, ids }) =>
    ids
      .filter((id) => isPutToAll(questionnaire, id))
      .map((id) => ({ stakeholderId, question: `${SURVEY}${questionnaire.id}:${id}` })),
  );
  const uncertain = respondents.filter(
    ({ questionnaire, ids }) => !ids.some((id) => isPutToAll(questionnaire, id)),
  );
  const answers = await listAnswers(
    store,
    uncertain.map(({ responseId }) => responseId),
  );
  const some = uncertain.flatMap(({ responseId, stakeholderId, questionnaire, ids }) => {
    const covered = coverage(questionnaire, answers.get(responseId) ?? {});
    return ids
      .filter((id) => covered[id] === 'asked')
      .map((id) => ({ stakeholderId, question: `${SURVEY}${questionnaire.id}:${id}` }));
  });
  return [...everyone, ...some];
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
