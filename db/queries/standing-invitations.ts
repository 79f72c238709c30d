import { eq, isNotNull, isNull, or } from 'drizzle-orm';
import { participations } from '../schema/answering.ts';
import { invitations, submissions } from '../schema/surveys.ts';

/**
 * Which invitations count, in one place: those that were not revoked, and those that brought an answer all the same. For
 * the `where` of a query that joins the submissions that count, and participations.
 */
export const standingInvitation = or(
  isNull(invitations.revokedAt),
  isNotNull(submissions.id),
  isNotNull(participations.invitationId),
);

/** To join `participations`, which anonymous surveys write in place of a response. */
export const participationOfInvitation = eq(participations.invitationId, invitations.id);
