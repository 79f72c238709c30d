import type { Store } from '../../db/open.ts';
import { type AudienceMember, findMailTemplate } from '../../db/queries/mailings.ts';
import type { MailKind, MailParts } from '../../db/queries/mails.ts';
import type { Mission } from '../../db/queries/missions.ts';
import type { Survey } from '../../db/queries/surveys.ts';
import { mailMessages } from '../../views/messages/mails.ts';

/** The words of a kind of mail: the survey's own, or those that the platform proposes. */
export async function wordsOf(store: Store, surveyId: string, kind: MailKind) {
  const own = await findMailTemplate(store, surveyId, kind);
  const { subject, body } = own ?? mailMessages.templates[kind];
  return { subject, body, isAutomatic: own?.isAutomatic ?? false };
}

/** A mail as this person would read it, before there is one: no link is made for it. */
export function samplePartsOf(
  words: {
    readonly survey: Survey;
    readonly mission: Mission;
    readonly kind: MailKind;
    readonly subject: string;
    readonly body: string;
  },
  person: AudienceMember | undefined,
  commune: string | null,
): Omit<MailParts, 'id'> {
  const { survey, mission, kind, subject, body } = words;
  return {
    kind,
    isTrial: false,
    subject,
    body,
    address: person?.email ?? mailMessages.sample.address,
    token: null,
    person: {
      name: person ? person.name : mailMessages.sample.name,
      function: person?.stakeholder.function ?? mailMessages.sample.function,
      organisation: person?.stakeholder.organisation ?? mailMessages.sample.organisation,
      commune,
    },
    receipt: kind === 'receipt' ? mailMessages.sample.receipt : null,
    survey,
    mission,
  };
}
