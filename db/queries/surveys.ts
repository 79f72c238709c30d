import { and, desc, eq, gt, isNotNull, isNull, lte, ne, or, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Calendar } from '../../surveys/campaign.ts';
import type { Questionnaire } from '../../surveys/definition.ts';
import { newId } from '../ids.ts';
import { type Store, type Transaction, write } from '../open.ts';
import { participations } from '../schema/answering.ts';
import { stakeholders } from '../schema/missions.ts';
import { invitations, questionnaires, responses, submissions, surveys } from '../schema/surveys.ts';
import { recordEvent } from './events.ts';
import { participationOfInvitation, standingInvitation } from './standing-invitations.ts';
import { standingOfResponse } from './standing-submissions.ts';

export type Survey = typeof surveys.$inferSelect;

export interface NewSurvey {
  readonly missionId: string;
  readonly definition: Questionnaire;
  /** Whether anyone who has the address may answer. */
  readonly isOpen: boolean;
  readonly slug?: string;
  readonly publishedBy?: string | null;
  /** Epoch milliseconds; now when absent. */
  readonly opensAt?: number;
}

/** Puts a questionnaire in the field: its first version, frozen. @returns the survey's id. */
export async function publishSurvey(store: Store, survey: NewSurvey): Promise<string> {
  return write(store, (transaction) => addSurvey(transaction, survey));
}

/** The same for a mission's first survey: asked twice, it is published once. @returns its id. */
export async function publishFirstSurvey(store: Store, survey: NewSurvey): Promise<string> {
  return write(store, (transaction) => {
    const first = transaction
      .select({ id: surveys.id })
      .from(surveys)
      .where(eq(surveys.missionId, survey.missionId))
      .orderBy(surveys.createdAt, surveys.id)
      .limit(1)
      .get();
    return first?.id ?? addSurvey(transaction, survey);
  });
}

function addSurvey(transaction: Transaction, survey: NewSurvey): string {
  const id = newId();
  const createdAt = Date.now();
  transaction
    .insert(surveys)
    .values({
      id,
      missionId: survey.missionId,
      slug: survey.slug ?? `${survey.definition.id}-${id.slice(0, 8)}`,
      title: survey.definition.title,
      isOpen: survey.isOpen,
      opensAt: survey.opensAt ?? createdAt,
      createdAt,
    })
    .run();
  transaction
    .insert(questionnaires)
    .values({
      id: newId(),
      surveyId: id,
      version: 1,
      definition: survey.definition,
      publishedAt: createdAt,
    })
    .run();
  recordEvent(transaction, {
    missionId: survey.missionId,
    accountId: survey.publishedBy,
    action: 'survey.publish',
    subjectKind: 'survey',
    subjectId: id,
  });
  return id;
}

/** A survey, and who acts on it. */
export interface SurveyAct {
  readonly survey: Survey;
  readonly by: string;
}

/** Closes a survey now, for those who began too. @returns false, with nothing written, when it was closed already. */
export async function closeSurvey(store: Store, act: SurveyAct): Promise<boolean> {
  const now = Date.now();
  const isOpen = or(isNull(surveys.closesAt), gt(surveys.closesAt, now));
  const set = { closesAt: now, finishesAt: null };
  return changeSurvey(store, act, { set, where: or(isOpen, isClosing(now)), action: 'close' });
}

/** Opens again a survey that is closed, or closing, without an end. @returns false when it was neither. */
export async function reopenSurvey(store: Store, act: SurveyAct): Promise<boolean> {
  const isClosed = lte(surveys.closesAt, Date.now());
  const set = { closesAt: null, finishesAt: null };
  return changeSurvey(store, act, { set, where: isClosed, action: 'reopen' });
}

/** Past its end, while those who began may still finish. */
const isClosing = (now: number) => and(lte(surveys.closesAt, now), gt(surveys.finishesAt, now));

/** Lets anyone who has the address answer, or invited people alone. @returns false when it was so already. */
export async function updateOpenLink(
  store: Store,
  { isOpen, ...act }: SurveyAct & { readonly isOpen: boolean },
): Promise<boolean> {
  const action = isOpen ? 'openLink' : 'closeLink';
  return changeSurvey(store, act, { set: { isOpen }, where: ne(surveys.isOpen, isOpen), action });
}

/** Sets when a survey opens and closes, and until when those who began may finish. @returns false when nothing changes. */
export async function updateCalendar(
  store: Store,
  { opensAt, closesAt, finishesAt, ...act }: SurveyAct & Calendar,
): Promise<boolean> {
  const set = { opensAt, closesAt, finishesAt };
  const isOther = or(
    ne(surveys.opensAt, opensAt),
    isOtherThan(surveys.closesAt, closesAt),
    isOtherThan(surveys.finishesAt, finishesAt),
  );
  return changeSurvey(store, act, { set, where: isOther, action: 'schedule', detail: set });
}

const isOtherThan = (column: SQLiteColumn, value: number | null) =>
  value === null ? isNotNull(column) : or(isNull(column), ne(column, value));

interface SurveyChange {
  readonly set: Partial<Pick<Survey, 'isOpen' | 'opensAt' | 'closesAt' | 'finishesAt'>>;
  /** What must hold for there to be anything to change: an act repeated is written once. */
  readonly where: SQL | undefined;
  readonly action: string;
  readonly detail?: Record<string, unknown>;
}

function changeSurvey(
  store: Store,
  { survey, by }: SurveyAct,
  { set, where, action, detail }: SurveyChange,
): boolean {
  return write(store, (transaction) => {
    const { changes } = transaction
      .update(surveys)
      .set(set)
      .where(and(eq(surveys.id, survey.id), where))
      .run();
    if (changes === 0) return false;
    recordEvent(transaction, {
      missionId: survey.missionId,
      accountId: by,
      action: `survey.${action}`,
      subjectKind: 'survey',
      subjectId: survey.id,
      ...(detail && { detail }),
    });
    return true;
  });
}

/** The mission's surveys, each with how many were invited, began, and sent their answers. */
export async function listSurveys(store: Store, missionId: string) {
  const rows = store.database
    .select()
    .from(surveys)
    .where(eq(surveys.missionId, missionId))
    .orderBy(surveys.createdAt, surveys.id)
    .all();
  return rows.map((survey) => ({ survey, ...countProgress(store, survey.id) }));
}

/** How far a survey has come. */
export async function findProgress(store: Store, surveyId: string) {
  return countProgress(store, surveyId);
}

function countProgress({ database }: Store, surveyId: string) {
  const invited = database
    .select({
      invitations: sql<number>`count(*)`,
      /** Of those invited, how many sent their answers. */
      answered: sql<number>`count(${submissions.id}) + count(${participations.invitationId})`,
    })
    .from(invitations)
    .leftJoin(responses, eq(responses.invitationId, invitations.id))
    .leftJoin(submissions, standingOfResponse)
    .leftJoin(participations, participationOfInvitation)
    .where(and(eq(invitations.surveyId, surveyId), standingInvitation))
    .get();
  const begun = database
    .select({
      started: sql<number>`count(*)`,
      submitted: sql<number>`count(${submissions.id})`,
    })
    .from(responses)
    .leftJoin(invitations, eq(invitations.id, responses.invitationId))
    .leftJoin(submissions, standingOfResponse)
    .leftJoin(participations, participationOfInvitation)
    .where(and(eq(responses.surveyId, surveyId), standingInvitation))
    .get();
  return {
    invitations: invited?.invitations ?? 0,
    answered: invited?.answered ?? 0,
    started: begun?.started ?? 0,
    submitted: begun?.submitted ?? 0,
  };
}

/** Someone who was invited, or who answered without being invited. */
export interface Participant {
  readonly stakeholderId: string | null;
  readonly category: string | null;
  readonly regionCode: string | null;
  readonly isInvited: boolean;
  readonly isSent: boolean;
}

/** Who is awaited or heard in a survey: each stakeholder once, and each respondent whom nobody knows. */
export async function listParticipants(
  { database }: Store,
  surveyId: string,
): Promise<Participant[]> {
  const columns = {
    stakeholderId: stakeholders.id,
    category: stakeholders.category,
    regionCode: stakeholders.regionCode,
    sentId: sql<string | null>`coalesce(${submissions.id}, ${participations.invitationId})`,
  };
  const invited = database
    .select(columns)
    .from(invitations)
    .leftJoin(stakeholders, eq(stakeholders.id, invitations.stakeholderId))
    .leftJoin(responses, eq(responses.invitationId, invitations.id))
    .leftJoin(submissions, standingOfResponse)
    .leftJoin(participations, participationOfInvitation)
    .where(and(eq(invitations.surveyId, surveyId), standingInvitation))
    .orderBy(invitations.createdAt, invitations.id)
    .all();
  // An anonymous response may be that of someone invited: nobody can say, and nobody is counted twice.
  const others = database
    .select({ ...columns, sentId: submissions.id })
    .from(responses)
    .innerJoin(submissions, standingOfResponse)
    .innerJoin(surveys, and(eq(surveys.id, responses.surveyId), eq(surveys.isAnonymous, false)))
    .leftJoin(stakeholders, eq(stakeholders.id, responses.stakeholderId))
    .where(and(eq(responses.surveyId, surveyId), isNull(responses.invitationId)))
    .orderBy(submissions.submittedAt, submissions.id)
    .all();
  return mergeParticipants([
    ...invited.map((row) => ({ ...row, isInvited: true })),
    ...others.map((row) => ({ ...row, isInvited: false })),
  ]);
}

type ParticipantRow = Omit<Participant, 'isSent'> & { readonly sentId: string | null };

/** Someone invited who answered by the open link is one person, invited and heard. */
function mergeParticipants(rows: readonly ParticipantRow[]): Participant[] {
  const known = new Map<string, Participant>();
  const unknown: Participant[] = [];
  for (const { sentId, ...row } of rows) {
    const participant = { ...row, isSent: sentId !== null };
    const before = known.get(row.stakeholderId ?? '');
    if (row.stakeholderId === null) unknown.push(participant);
    else
      known.set(row.stakeholderId, {
        ...participant,
        isInvited: participant.isInvited || (before?.isInvited ?? false),
        isSent: participant.isSent || (before?.isSent ?? false),
      });
  }
  return [...known.values(), ...unknown];
}

export async function findSurvey(store: Store, missionId: string, id: string) {
  return store.database
    .select()
    .from(surveys)
    .where(and(eq(surveys.missionId, missionId), eq(surveys.id, id)))
    .get();
}

/** Whatever its mission: for a terminal, where nobody is signed in. */
export async function findAnySurvey(store: Store, id: string): Promise<Survey | undefined> {
  return store.database.select().from(surveys).where(eq(surveys.id, id)).get();
}

export async function findSurveyBySlug(store: Store, slug: string): Promise<Survey | undefined> {
  return store.database.select().from(surveys).where(eq(surveys.slug, slug)).get();
}

/** One version of the survey's questionnaire. */
export async function findVersion(store: Store, surveyId: string, id: string) {
  return store.database
    .select()
    .from(questionnaires)
    .where(and(eq(questionnaires.surveyId, surveyId), eq(questionnaires.id, id)))
    .get();
}

/** The latest published version of the survey's questionnaire. */
export async function findQuestionnaire(store: Store, surveyId: string) {
  return store.database
    .select()
    .from(questionnaires)
    .where(and(eq(questionnaires.surveyId, surveyId), isNotNull(questionnaires.publishedAt)))
    .orderBy(desc(questionnaires.version))
    .limit(1)
    .get();
}

/** Every published version of the survey's questionnaire, oldest first. */
export async function listQuestionnaires(store: Store, surveyId: string) {
  return store.database
    .select()
    .from(questionnaires)
    .where(and(eq(questionnaires.surveyId, surveyId), isNotNull(questionnaires.publishedAt)))
    .orderBy(questionnaires.version)
    .all();
}
