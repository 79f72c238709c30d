import { and, asc, desc, eq, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import { newId } from '../ids.ts';
import { type Store, type Transaction, write } from '../open.ts';
import { accounts } from '../schema/accounts.ts';
import {
  questionnairePublications,
  questionnaireRevisions,
  questionnaireUploads,
  responseCarries,
} from '../schema/questionnaires.ts';
import { questionnaires, responses, submissions, surveys } from '../schema/surveys.ts';
import { recordEvent } from './events.ts';
import type { Survey } from './surveys.ts';

const revision = {
  number: questionnaireRevisions.number,
  kind: questionnaireRevisions.kind,
  content: questionnaireRevisions.content,
  act: questionnaireRevisions.act,
  subject: questionnaireRevisions.subject,
  at: questionnaireRevisions.at,
  editedByName: accounts.name,
};

/** Every state that the survey's questionnaire went through, oldest first, without their definitions. */
export async function listRevisions({ database }: Store, surveyId: string) {
  return database
    .select(revision)
    .from(questionnaireRevisions)
    .leftJoin(accounts, eq(accounts.id, questionnaireRevisions.editedBy))
    .where(eq(questionnaireRevisions.surveyId, surveyId))
    .orderBy(asc(questionnaireRevisions.number))
    .all();
}

export type RevisionRow = Awaited<ReturnType<typeof listRevisions>>[number];

/** What a revision says: its own definition, or that of the one it went back to. */
export async function findContent(
  { database }: Store,
  surveyId: string,
  content: number,
): Promise<unknown> {
  return database
    .select({ definition: questionnaireRevisions.definition })
    .from(questionnaireRevisions)
    .where(
      and(
        eq(questionnaireRevisions.surveyId, surveyId),
        eq(questionnaireRevisions.number, content),
      ),
    )
    .get()?.definition;
}

/** An edit, or the content of an earlier revision. */
export type NewRevision = {
  readonly kind: 'edit' | 'undo' | 'redo' | 'abandon';
  readonly act: string;
  readonly subject: string;
} & ({ readonly definition: unknown } | { readonly content: number });

interface Revising {
  readonly survey: Survey;
  readonly by: string;
  /** Number of the latest revision when the page was shown; 0 where there was none. */
  readonly seen: number;
  /** What the first revision starts from, where there is none yet: the version published. */
  readonly start: unknown;
}

/** « conflict », with nothing written: someone edited the questionnaire since. */
export type RevisionOutcome = { readonly number: number } | 'conflict';

export async function insertRevision(
  store: Store,
  { survey, by, seen, start, ...fresh }: Revising & NewRevision,
): Promise<RevisionOutcome> {
  return write(store, (transaction) => {
    const held = latestNumber(transaction, survey.id);
    if (held !== seen) return 'conflict';
    const first = held === 0 ? insertStart(transaction, survey.id, start, by) : held;
    const number = first + 1;
    const isOwn = 'definition' in fresh;
    transaction
      .insert(questionnaireRevisions)
      .values({
        id: newId(),
        surveyId: survey.id,
        number,
        kind: fresh.kind,
        content: isOwn ? number : fresh.content,
        act: fresh.act,
        subject: fresh.subject.slice(0, 300),
        definition: isOwn ? fresh.definition : null,
        editedBy: by,
        at: Date.now(),
      })
      .run();
    return { number };
  });
}

function latestNumber(transaction: Transaction, surveyId: string): number {
  const row = transaction
    .select({ number: questionnaireRevisions.number })
    .from(questionnaireRevisions)
    .where(eq(questionnaireRevisions.surveyId, surveyId))
    .orderBy(desc(questionnaireRevisions.number))
    .limit(1)
    .get();
  return row?.number ?? 0;
}

function insertStart(
  transaction: Transaction,
  surveyId: string,
  definition: unknown,
  by: string | null,
): number {
  transaction
    .insert(questionnaireRevisions)
    .values({
      id: newId(),
      surveyId,
      number: 1,
      kind: 'start',
      content: 1,
      act: 'start',
      subject: '',
      definition,
      editedBy: by,
      at: Date.now(),
    })
    .run();
  return 1;
}

export interface NewDraftSurvey {
  /** Made with the page: the same form sent twice is one survey. */
  readonly id: string;
  readonly missionId: string;
  readonly title: string;
  readonly definition: unknown;
  readonly by: string;
}

/** A survey whose questionnaire is still to be written: nobody can answer it before a version is published. */
export async function insertDraftSurvey(
  store: Store,
  { id, missionId, title, definition, by }: NewDraftSurvey,
): Promise<string> {
  return write(store, (transaction) => {
    const known = transaction
      .select({ missionId: surveys.missionId })
      .from(surveys)
      .where(eq(surveys.id, id))
      .get();
    if (known?.missionId === missionId) return id;
    const own = known ? newId() : id;
    const createdAt = Date.now();
    transaction
      .insert(surveys)
      .values({
        id: own,
        missionId,
        slug: `enquete-${own.slice(0, 8)}`,
        title,
        isOpen: false,
        opensAt: createdAt,
        createdAt,
      })
      .run();
    insertStart(transaction, own, definition, by);
    recordEvent(transaction, {
      missionId,
      accountId: by,
      action: 'survey.draft',
      subjectKind: 'survey',
      subjectId: own,
    });
    return own;
  });
}

export interface Publishing {
  readonly survey: Survey;
  readonly by: string;
  readonly seen: number;
  /** Given the number of the version to be. */
  readonly definition: (version: number) => unknown;
  readonly title: string;
}

/** Freezes what the latest revision says as a new version. « conflict »: someone edited it since. */
export async function publishRevision(
  store: Store,
  { survey, by, seen, definition, title }: Publishing,
): Promise<{ readonly version: number } | 'conflict'> {
  return write(store, (transaction) => {
    if (latestNumber(transaction, survey.id) !== seen) return 'conflict';
    const latest = transaction
      .select({ version: sql<number>`coalesce(max(${questionnaires.version}), 0)` })
      .from(questionnaires)
      .where(eq(questionnaires.surveyId, survey.id))
      .get();
    const version = (latest?.version ?? 0) + 1;
    const questionnaireId = newId();
    transaction
      .insert(questionnaires)
      .values({
        id: questionnaireId,
        surveyId: survey.id,
        version,
        definition: definition(version),
        publishedAt: Date.now(),
      })
      .run();
    transaction
      .insert(questionnairePublications)
      .values({ questionnaireId, revision: seen, publishedBy: by })
      .run();
    transaction.update(surveys).set({ title }).where(eq(surveys.id, survey.id)).run();
    recordEvent(transaction, {
      missionId: survey.missionId,
      accountId: by,
      action: version === 1 ? 'survey.publish' : 'survey.republish',
      subjectKind: 'survey',
      subjectId: survey.id,
      detail: { version },
    });
    return { version };
  });
}

/** The published versions, latest first: when, by whom, from which revision, and how many answers each received. */
export async function listPublications({ database }: Store, surveyId: string) {
  const answers = database
    .select({
      questionnaireId: responses.questionnaireId,
      started: sql<number>`count(*)`.as('started'),
      received: sql<number>`count(${submissions.id})`.as('received'),
    })
    .from(responses)
    .leftJoin(
      submissions,
      and(eq(submissions.responseId, responses.id), eq(submissions.isConflict, false)),
    )
    .where(eq(responses.surveyId, surveyId))
    .groupBy(responses.questionnaireId)
    .as('answers');
  return database
    .select({
      id: questionnaires.id,
      version: questionnaires.version,
      definition: questionnaires.definition,
      publishedAt: questionnaires.publishedAt,
      publishedByName: accounts.name,
      revision: questionnairePublications.revision,
      started: sql<number>`coalesce(${answers.started}, 0)`,
      received: sql<number>`coalesce(${answers.received}, 0)`,
    })
    .from(questionnaires)
    .leftJoin(
      questionnairePublications,
      eq(questionnairePublications.questionnaireId, questionnaires.id),
    )
    .leftJoin(accounts, eq(accounts.id, questionnairePublications.publishedBy))
    .leftJoin(answers, eq(answers.questionnaireId, questionnaires.id))
    .where(and(eq(questionnaires.surveyId, surveyId), isNotNull(questionnaires.publishedAt)))
    .orderBy(desc(questionnaires.version))
    .all();
}

export type Publication = Awaited<ReturnType<typeof listPublications>>[number];

const UPLOAD_KEPT_MS = 24 * 60 * 60 * 1000;

export interface NewUpload {
  readonly id: string;
  readonly missionId: string;
  readonly name: string;
  readonly definition: unknown;
  readonly problems: unknown;
  readonly sentBy: string;
}

/** Keeps what was read of a file until someone makes a survey of it; those that nobody wanted go after a day. */
export async function insertUpload(store: Store, upload: NewUpload): Promise<void> {
  write(store, (transaction) => {
    const at = Date.now();
    transaction
      .delete(questionnaireUploads)
      .where(lt(questionnaireUploads.at, at - UPLOAD_KEPT_MS))
      .run();
    transaction
      .insert(questionnaireUploads)
      .values({ ...upload, definition: upload.definition ?? null, at })
      .run();
  });
}

export async function findUpload({ database }: Store, missionId: string, id: string) {
  return database
    .select()
    .from(questionnaireUploads)
    .where(and(eq(questionnaireUploads.missionId, missionId), eq(questionnaireUploads.id, id)))
    .get();
}

/** Surveys that nobody can answer yet: no version of their questionnaire is published. */
export async function listUnpublished({ database }: Store, missionId: string): Promise<string[]> {
  const rows = database
    .select({ id: surveys.id })
    .from(surveys)
    .leftJoin(
      questionnaires,
      and(eq(questionnaires.surveyId, surveys.id), isNotNull(questionnaires.publishedAt)),
    )
    .where(and(eq(surveys.missionId, missionId), isNull(questionnaires.id)))
    .all();
  return rows.map(({ id }) => id);
}

export interface CarriedResponse {
  readonly responseId: string;
  /** The revision that was read: what another device wrote since is carried over another time. */
  readonly revision: number;
  readonly fromId: string;
  readonly toId: string;
  readonly before: Record<string, unknown>;
  readonly answers: Record<string, unknown>;
  readonly toReview: readonly string[];
}

/** Takes a response in progress over to another version, with what it said before. */
export async function carryResponse(store: Store, carried: CarriedResponse): Promise<void> {
  const { responseId, revision, fromId, toId, before, answers, toReview } = carried;
  write(store, (transaction) => {
    const { changes } = transaction
      .update(responses)
      .set({ questionnaireId: toId, answers, revision: revision + 1 })
      .where(
        and(
          eq(responses.id, responseId),
          eq(responses.revision, revision),
          eq(responses.questionnaireId, fromId),
        ),
      )
      .run();
    if (changes === 0) return;
    transaction
      .insert(responseCarries)
      .values({ id: newId(), responseId, fromId, toId, before, toReview, at: Date.now() })
      .run();
  });
}

/** How a response came to the version that it is on; undefined where it began there. */
export async function findLatestCarry({ database }: Store, responseId: string, toId: string) {
  const row = database
    .select()
    .from(responseCarries)
    .innerJoin(questionnaires, eq(questionnaires.id, responseCarries.fromId))
    .where(and(eq(responseCarries.responseId, responseId), eq(responseCarries.toId, toId)))
    .orderBy(desc(responseCarries.at))
    .limit(1)
    .get();
  return row && { ...row.response_carries, from: row.questionnaires };
}
