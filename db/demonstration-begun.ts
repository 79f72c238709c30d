import { and, asc, eq, isNull, like } from 'drizzle-orm';
import { DEMONSTRATION } from './demonstration.ts';
import { type Store, write } from './open.ts';
import { stakeholders } from './schema/missions.ts';
import { invitations, questionnaires, responses, surveys } from './schema/surveys.ts';

/** Of those invited who did not answer, some began: one opened the page, the others left at the ranking, or after it. */
const BEGUN: readonly Readonly<Record<string, unknown>>[] = [
  {},
  { function: 'mayor', term: 'second', 'centrality-functions': ['shops', 'health'] },
  {
    function: 'mayor',
    term: 'first',
    trajectory: { housing: 'degraded', shops: 'degraded', health: 'degraded', mobility: 'stable' },
  },
  {
    function: 'mayor',
    term: 'third-or-more',
    difficulties: ['health', 'housing', 'shops'],
    asset: 'La gare, tant qu’elle ouvre.',
    project: 'considered',
  },
];

const HOUR = 3_600_000;

/** Begins them in the name of mayors who were invited and are silent, once: a survey of the field has people who stop. */
export function beginDemonstration(store: Store): void {
  write(store, (transaction) => {
    const survey = transaction
      .select({ id: surveys.id, opensAt: surveys.opensAt, questionnaire: questionnaires.id })
      .from(surveys)
      .innerJoin(questionnaires, eq(questionnaires.surveyId, surveys.id))
      .where(and(eq(surveys.missionId, DEMONSTRATION), eq(questionnaires.version, 1)))
      .orderBy(surveys.createdAt)
      .limit(1)
      .get();
    const isBegun = transaction
      .select({ id: responses.id })
      .from(responses)
      .where(like(responses.id, '%-begun'))
      .get();
    if (!survey || isBegun) return;
    const silent = transaction
      .select({
        id: invitations.id,
        stakeholder: stakeholders.id,
        commune: stakeholders.communeCode,
      })
      .from(invitations)
      .innerJoin(stakeholders, eq(stakeholders.id, invitations.stakeholderId))
      .leftJoin(responses, eq(responses.invitationId, invitations.id))
      .where(
        and(
          eq(invitations.surveyId, survey.id),
          eq(stakeholders.category, 'mayor'),
          isNull(responses.id),
        ),
      )
      .orderBy(asc(invitations.id))
      .all();
    for (const [index, answers] of BEGUN.entries()) {
      const person = silent[index];
      if (!person) continue;
      const hasWords = Object.keys(answers).length > 0;
      const at = survey.opensAt + (index + 1) * 30 * HOUR;
      transaction
        .insert(responses)
        .values({
          id: `${person.stakeholder}-begun`,
          surveyId: survey.id,
          questionnaireId: survey.questionnaire,
          invitationId: person.id,
          stakeholderId: person.stakeholder,
          answers: hasWords && person.commune ? { commune: person.commune, ...answers } : answers,
          revision: Object.keys(answers).length,
          startedAt: at,
          updatedAt: at + HOUR / 10,
        })
        .run();
    }
  });
}
