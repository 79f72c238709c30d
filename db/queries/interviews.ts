import { and, desc, eq, sql } from 'drizzle-orm';
import { newId } from '../ids.ts';
import { type Store, type Transaction, write } from '../open.ts';
import { accounts } from '../schema/accounts.ts';
import { contributions } from '../schema/contributions.ts';
import { stakeholders } from '../schema/missions.ts';
import { fieldNotes, interviews } from '../schema/sources.ts';
import {
  insertContributions,
  listContributionsOfSource,
  type SpanKind,
  withdrawContributions,
} from './contributions.ts';
import { recordEvent } from './events.ts';
import { addStakeholder, type NewStakeholder } from './stakeholders.ts';

export type Interview = typeof interviews.$inferSelect;
export type FieldNote = typeof fieldNotes.$inferSelect;

export type NewInterview = Omit<Interview, 'id' | 'createdAt' | 'stakeholderId'> & {
  readonly id?: string;
  /** Someone the mission knows, or someone met for the first time. */
  readonly stakeholder: string | NewStakeholder;
};

/**
 * Opens an interview, and adds who speaks if new, in one transaction. The same id in the same mission again,
 * as when a form is sent twice, opens nothing more. @returns its id.
 */
export async function insertInterview(store: Store, interview: NewInterview): Promise<string> {
  return write(store, (transaction) => {
    const { stakeholder, id: wanted = newId(), ...row } = interview;
    const held = missionOf(transaction, wanted);
    if (held === interview.missionId) return wanted;
    const id = held === undefined ? wanted : newId();
    const stakeholderId =
      typeof stakeholder === 'string'
        ? stakeholder
        : addStakeholder(transaction, stakeholder, interview.interviewerId);
    transaction
      .insert(interviews)
      .values({ ...row, id, stakeholderId, createdAt: Date.now() })
      .run();
    recordEvent(transaction, {
      missionId: interview.missionId,
      accountId: interview.interviewerId,
      action: 'interview.create',
      subjectKind: 'interview',
      subjectId: id,
    });
    return id;
  });
}

function missionOf(transaction: Transaction, id: string): string | undefined {
  return transaction
    .select({ missionId: interviews.missionId })
    .from(interviews)
    .where(eq(interviews.id, id))
    .get()?.missionId;
}

/** The mission's interviews, latest held first, each with who speaks and how much was noted. */
export async function listInterviews(store: Store, missionId: string) {
  return store.database
    .select({
      interview: interviews,
      stakeholder: stakeholders,
      interviewer: accounts.name,
      notes: sql<number>`count(${fieldNotes.id})`,
    })
    .from(interviews)
    .innerJoin(stakeholders, eq(stakeholders.id, interviews.stakeholderId))
    .leftJoin(accounts, eq(accounts.id, interviews.interviewerId))
    .leftJoin(fieldNotes, eq(fieldNotes.interviewId, interviews.id))
    .where(eq(interviews.missionId, missionId))
    .groupBy(interviews.id)
    .orderBy(desc(interviews.heldOn), interviews.id)
    .all();
}

/** One interview with who speaks, its notes by question, and the words noted under each. */
export async function findInterview(store: Store, missionId: string, id: string) {
  const row = store.database
    .select({ interview: interviews, stakeholder: stakeholders, interviewer: accounts.name })
    .from(interviews)
    .innerJoin(stakeholders, eq(stakeholders.id, interviews.stakeholderId))
    .leftJoin(accounts, eq(accounts.id, interviews.interviewerId))
    .where(and(eq(interviews.missionId, missionId), eq(interviews.id, id)))
    .get();
  if (!row) return undefined;
  const notes = store.database
    .select({ note: fieldNotes, updatedByName: accounts.name })
    .from(fieldNotes)
    .leftJoin(accounts, eq(accounts.id, fieldNotes.updatedBy))
    .where(eq(fieldNotes.interviewId, id))
    .all();
  const words = await listContributionsOfSource(store, 'interview', id);
  return {
    ...row,
    notes: new Map(
      notes.map(({ note, updatedByName }) => [
        note.questionId,
        { ...note, updatedByName, spans: words.filter((word) => word.locator === note.questionId) },
      ]),
    ),
  };
}

export type InterviewWithNotes = NonNullable<Awaited<ReturnType<typeof findInterview>>>;

export interface WrittenNote {
  readonly interview: Interview;
  readonly questionId: string;
  /** Rank of the question in its guide: words are read in that order. */
  readonly order: number;
  readonly asked: FieldNote['asked'];
  readonly isInsufficient: boolean;
  readonly spans: readonly WrittenSpan[];
  /** Of the note that was being edited; 0 for a note not written yet. */
  readonly revision: number;
  readonly updatedBy: string;
}

export interface WrittenSpan {
  /** Of the contribution that this span was, if it was there before. */
  readonly id: string | null;
  readonly kind: SpanKind;
  readonly text: string;
}

const POSITIONS_A_NOTE = 1000;

/**
 * Saves one note. Words that did not change keep their contribution, and so their evidence; changed words
 * withdraw it and add another. @returns false, with nothing written, when the note has moved on since.
 */
export async function saveFieldNote(store: Store, note: WrittenNote): Promise<boolean> {
  return write(store, (transaction) => {
    const { interview, questionId } = note;
    const held = transaction
      .select()
      .from(fieldNotes)
      .where(and(eq(fieldNotes.interviewId, interview.id), eq(fieldNotes.questionId, questionId)))
      .get();
    if ((held?.revision ?? 0) !== note.revision) return false;
    saveNoteRow(transaction, note, held?.id ?? newId());
    saveSpans(transaction, note);
    recordEvent(transaction, {
      missionId: interview.missionId,
      accountId: note.updatedBy,
      action: 'fieldNote.save',
      subjectKind: 'interview',
      subjectId: interview.id,
      detail: { questionId },
    });
    return true;
  });
}

function saveNoteRow(transaction: Transaction, note: WrittenNote, id: string): void {
  const { asked, isInsufficient, updatedBy } = note;
  const set = {
    asked,
    isInsufficient,
    updatedBy,
    updatedAt: Date.now(),
    revision: note.revision + 1,
  };
  transaction
    .insert(fieldNotes)
    .values({ ...set, id, interviewId: note.interview.id, questionId: note.questionId })
    .onConflictDoUpdate({ target: fieldNotes.id, set })
    .run();
}

function saveSpans(transaction: Transaction, note: WrittenNote): void {
  const held = listSpans(transaction, note);
  const isKept = (span: WrittenSpan) => (row: (typeof held)[number]) =>
    row.id === span.id && row.kind === span.kind && row.text === span.text;
  const kept = new Set<string>();
  note.spans.forEach((span, index) => {
    const position = note.order * POSITIONS_A_NOTE + index;
    const same = held.find(isKept(span));
    if (same) {
      kept.add(same.id);
      transaction
        .update(contributions)
        .set({ position })
        .where(eq(contributions.id, same.id))
        .run();
    } else insertContributions(transaction, [toContribution(note, span, position)]);
  });
  const gone = held.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
  withdrawContributions(transaction, gone, {
    withdrawnBy: note.updatedBy,
    reason: 'fieldNote.edit',
  });
}

function listSpans(transaction: Transaction, { interview, questionId }: WrittenNote) {
  return transaction
    .select({ id: contributions.id, kind: contributions.kind, text: contributions.text })
    .from(contributions)
    .where(
      and(
        eq(contributions.sourceKind, 'interview'),
        eq(contributions.sourceId, interview.id),
        eq(contributions.locator, questionId),
        sql`${contributions.id} not in (select contribution_id from contribution_withdrawals)`,
      ),
    )
    .all();
}

const toContribution = (
  { interview, questionId }: WrittenNote,
  span: WrittenSpan,
  position: number,
) => ({
  missionId: interview.missionId,
  family: 'interview' as const,
  sourceKind: 'interview' as const,
  sourceId: interview.id,
  locator: questionId,
  position,
  kind: span.kind,
  text: span.text,
  stakeholderId: interview.stakeholderId,
  consent: interview.consent,
});
