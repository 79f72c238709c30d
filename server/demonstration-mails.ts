import type { Store } from '../db/open.ts';
import { insertMailing, listAudience } from '../db/queries/mailings.ts';
import { findSurvey, listSurveys } from '../db/queries/surveys.ts';
import { mailMessages } from '../views/messages/mails.ts';
import type { Config } from './config.ts';
import { whyExcluded } from './mail/audience.ts';

const REMINDER = 'demonstration-relance';

/**
 * Reminds those whom the demonstration invited and who have not answered: their mails lie in the local outbox,
 * to be read. Asked again, it is done once; with a real server it is not done, since nobody is there to read.
 */
export async function remindDemonstration(
  store: Store,
  config: Config,
  missionId: string,
  by: string,
): Promise<void> {
  if (config.SMTP_URL !== undefined) return;
  const [first] = await listSurveys(store, missionId);
  const survey = first && (await findSurvey(store, missionId, first.survey.id));
  if (!survey) return;
  const isRecipient = (one: Parameters<typeof whyExcluded>[1]) =>
    whyExcluded('reminder', one) === undefined;
  const audience = await listAudience(store, survey);
  await insertMailing(store, {
    ...{ survey, by, id: REMINDER, kind: 'reminder' },
    ...mailMessages.templates.reminder,
    stakeholderIds: audience.filter(isRecipient).map(({ stakeholder }) => stakeholder.id),
    isRecipient,
  });
}
