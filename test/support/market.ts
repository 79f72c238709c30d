import { randomUUID } from 'node:crypto';
import type { Store } from '../../db/open.ts';
import { insertSubmission, type NewSubmission } from '../../db/queries/responses.ts';
import { insertStakeholder, type NewStakeholder } from '../../db/queries/stakeholders.ts';
import {
  findQuestionnaire,
  findSurvey,
  publishSurvey,
  type Survey,
} from '../../db/queries/surveys.ts';
import { openAnswersOf } from '../../surveys/respondent.ts';
import { everyType } from '../fixtures/every-type.ts';

/** Puts the questionnaire of the market in the field. */
export async function publishMarket(
  store: Store,
  missionId: string,
  survey: { readonly slug?: string; readonly isOpen?: boolean } = {},
): Promise<Survey> {
  const { slug = 'marche', isOpen = true } = survey;
  const id = await publishSurvey(store, { missionId, definition: everyType, slug, isOpen });
  const found = await findSurvey(store, missionId, id);
  if (!found) throw new Error('the market was not published');
  return found;
}

/** Answers of a shopper who comes every week for the fish. */
export const SHOPPER = {
  agreement: { given: true, wording: 'v2' },
  home: '52250',
  visit: 'weekly',
  goods: ['fish'],
  stalls: { fish: 'good' },
  marks: { thursday: { choice: 4, price: 2 }, sunday: { choice: 1, price: 1 } },
  wishes: ['hours', 'benches'],
  budget: 12.5,
  memory: 'La neige tombait sur la halle.',
  mood: -1,
};

/** Sends answers, as someone nobody knows unless told otherwise. */
export async function sendMarket(
  store: Store,
  survey: Survey,
  answers: Readonly<Record<string, unknown>>,
  sent: Partial<Pick<NewSubmission, 'responseId' | 'respondent' | 'key'>> = {},
) {
  const questionnaire = await findQuestionnaire(store, survey.id);
  if (!questionnaire) throw new Error('the market has no questionnaire');
  return insertSubmission(store, {
    key: randomUUID(),
    respondent: { communeCode: null, function: null, category: null, consent: 'by-function' },
    ...sent,
    surveyId: survey.id,
    questionnaireId: questionnaire.id,
    missionId: survey.missionId,
    answers,
    openAnswers: openAnswersOf(everyType, answers),
  });
}

/** Adds someone who may be invited. */
export const addStallholder = (
  store: Store,
  missionId: string,
  person: Partial<Omit<NewStakeholder, 'missionId'>> = {},
): Promise<string> =>
  insertStakeholder(
    store,
    {
      function: 'maire',
      category: 'mayor',
      organisation: 'Mairie de Joinville',
      name: 'Bernard Ollivier',
      communeCode: '52250',
      departmentCode: '52',
      regionCode: '44',
      ...person,
      missionId,
    },
    null,
  );
