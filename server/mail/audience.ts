import { z } from 'zod';
import type { AudienceMember } from '../../db/queries/mailings.ts';
import type { MailKind } from '../../db/queries/mails.ts';
import type { mailMessages } from '../../views/messages/mails.ts';

export type Exclusion = keyof typeof mailMessages.excluded;

/** What consultants decide to send; receipts leave by themselves. */
export const WRITTEN_KINDS = ['invitation', 'reminder', 'closing'] as const;
export type WrittenKind = (typeof WRITTEN_KINDS)[number];

/**
 * Why someone is not to receive a mail of this kind; undefined when they are. Decided when the mailing is
 * prepared, when it is confirmed, and for what may change meanwhile, once more when each mail leaves.
 */
export function whyExcluded(kind: WrittenKind, member: AudienceMember): Exclusion | undefined {
  if (member.isAnswered) return 'answered';
  if (member.isOptedOut) return 'optedOut';
  if (member.email === null) return 'noEmail';
  if (!isSendable(member.email)) return 'badEmail';
  if (member.hasBounced) return 'bounced';
  if (member.isAwaiting) return 'awaiting';
  if (kind === 'invitation') return member.isInvitedByMail ? 'invited' : undefined;
  return member.invitationId === null ? 'notInvited' : undefined;
}

/** Whether this kind of mail is about this person at all: nobody is reminded of what they were not asked. */
export const isConcerned = (kind: MailKind, { invitationId }: AudienceMember): boolean =>
  kind === 'invitation' || invitationId !== null;

/** One address, and nothing that a server could read otherwise. */
const isSendable = (email: string): boolean => z.email().max(254).safeParse(email).success;
