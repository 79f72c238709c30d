import type { Store } from '../db/open.ts';
import { updateAnonymity } from '../db/queries/anonymity.ts';
import { savePaperCheck, savePaperEntry } from '../db/queries/paper-entries.ts';
import { listReceivedResponses } from '../db/queries/received-responses.ts';
import {
  findQuestionnaire,
  findSurvey,
  listSurveys,
  publishSurvey,
} from '../db/queries/surveys.ts';
import { barometre } from '../surveys/definitions/barometre.ts';
import { sendAnonymously } from './anonymous.ts';

const SLUG = 'demonstration-barometre';

/** The other ways to answer: an anonymous survey beside the first one, and a sheet of paper typed twice. */
export async function answerDemonstration(
  store: Store,
  missionId: string,
  people: { readonly author: string; readonly validator: string },
): Promise<void> {
  const surveys = await listSurveys(store, missionId);
  if (surveys.some(({ survey }) => survey.slug === SLUG)) return;
  const [first] = surveys;
  if (first) await typeOneSheet(store, first.survey.id, people);
  const id = await publishSurvey(store, {
    ...{ missionId, definition: barometre, isOpen: true, slug: SLUG },
    publishedBy: people.author,
  });
  const named = await findSurvey(store, missionId, id);
  if (!named) return;
  const by = people.author;
  await updateAnonymity(store, { survey: named, by, isAnonymous: true, strata: [] });
  const survey = await findSurvey(store, missionId, id);
  if (!survey) return;
  const questionnaireId = await latestOf(store, id);
  for (const [place, answers] of ANSWERS.entries()) {
    const sent = { definition: barometre, questionnaireId, answers };
    await sendAnonymously(store, survey, { ...sent, key: `${id}-${place}`, invitation: null });
  }
}

async function typeOneSheet(
  store: Store,
  surveyId: string,
  { author, validator }: { readonly author: string; readonly validator: string },
): Promise<void> {
  const [received] = await listReceivedResponses(store, surveyId, { limit: 1, offset: 0 });
  if (!received) return;
  const responseId = received.id;
  await savePaperEntry(store, {
    ...{ responseId, enteredBy: author, consent: 'signed', reference: 'F-017' },
  });
  await savePaperCheck(store, { responseId, checkedBy: validator, differences: [] });
}

async function latestOf(store: Store, surveyId: string): Promise<string> {
  const row = await findQuestionnaire(store, surveyId);
  if (!row) throw new Error('the survey has no questionnaire');
  return row.id;
}

const one = (
  seniority: string,
  hindrances: readonly string[],
  support: number,
  leaving: string,
): Record<string, unknown> => ({ origin: 'réunion', seniority, hindrances, support, leaving });

/** Closed answers alone: what these people wrote stays out of the demonstration's corpus. */
const ANSWERS = [
  one('under-one', ['time', 'services'], -1, 'maybe'),
  one('one-to-three', ['elected', 'funders'], 1, 'no'),
  one('over-three', ['funders'], 2, 'no'),
  one('one-to-three', ['time', 'elected', 'funders'], -2, 'yes'),
  one('under-one', ['inhabitants'], 0, 'no'),
  one('under-one', ['time', 'funders'], -1, 'maybe'),
  one('over-three', ['nothing'], 2, 'no'),
  one('one-to-three', ['services', 'elected'], -1, 'maybe'),
  one('one-to-three', ['time', 'funders', 'services'], 0, 'no'),
  one('under-one', ['elected'], -2, 'yes'),
  one('over-three', ['funders', 'inhabitants'], 1, 'no'),
  one('one-to-three', ['time'], 0, 'maybe'),
];
