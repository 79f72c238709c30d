import { and, eq, inArray, isNull } from 'drizzle-orm';
import { codeFrom } from './codes.ts';
import { DEMONSTRATION } from './demonstration.ts';
import { hashOf, newToken } from './ids.ts';
import { type Store, write } from './open.ts';
import { stakeholders } from './schema/missions.ts';
import { invitations, responses, surveys } from './schema/surveys.ts';

/** Of the demonstration: mayors and intermunicipalities were invited to its survey; the others were interviewed. */
const INVITED = ['mayor', 'intermunicipality'] as const;

/** Invites them as the survey opened, once. Nobody holds their links: those who answered keep their answers. */
export function inviteDemonstration(store: Store): void {
  write(store, (transaction) => {
    const survey = transaction
      .select()
      .from(surveys)
      .where(eq(surveys.missionId, DEMONSTRATION))
      .orderBy(surveys.createdAt)
      .limit(1)
      .get();
    if (!survey) return;
    const held = transaction
      .select({ id: invitations.id })
      .from(invitations)
      .where(eq(invitations.surveyId, survey.id))
      .get();
    if (held) return;
    const people = transaction
      .select({ id: stakeholders.id })
      .from(stakeholders)
      .where(
        and(
          eq(stakeholders.missionId, DEMONSTRATION),
          inArray(stakeholders.category, [...INVITED]),
        ),
      )
      .orderBy(stakeholders.id)
      .all();
    for (const { id: stakeholderId } of people) {
      const token = newToken();
      const invitationId = `${stakeholderId}-invited`;
      transaction
        .insert(invitations)
        .values({
          id: invitationId,
          surveyId: survey.id,
          stakeholderId,
          tokenHash: hashOf(token),
          codeHash: hashOf(codeFrom(token)),
          createdAt: survey.opensAt,
        })
        .run();
      transaction
        .update(responses)
        .set({ invitationId })
        .where(
          and(
            eq(responses.surveyId, survey.id),
            eq(responses.stakeholderId, stakeholderId),
            isNull(responses.invitationId),
          ),
        )
        .run();
    }
  });
}
