import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { hashOf, newId } from '../ids.ts';
import { type Store, type Transaction, write } from '../open.ts';
import { accounts } from '../schema/accounts.ts';
import { codings, continuities, themes } from '../schema/analysis.ts';
import { contributions, contributionWithdrawals, segments } from '../schema/contributions.ts';
import {
  counterSearches,
  type EVIDENCE_ROLES,
  evidence,
  evidenceRemovals,
  findings,
} from '../schema/findings.ts';
import { identities, stakeholders } from '../schema/missions.ts';
import { documents, interviews } from '../schema/sources.ts';
import { responses } from '../schema/surveys.ts';
import { recordEvent } from './events.ts';
import type { Reader } from './finding-statuses.ts';

export type EvidenceRole = (typeof EVIDENCE_ROLES)[number];

/** The evidence that stands behind findings, in the order in which it was attached. */
export async function listEvidence(store: Store, findingIds: readonly string[]) {
  return readEvidence(store.database, findingIds);
}

export type EvidenceRow = ReturnType<typeof readEvidence>[number];

/** A name goes out only with the consent to be named. */
const nameIfConsented = sql<
  string | null
>`case when ${contributions.consent} = 'by-name' then ${identities.name} end`;

export function readEvidence(reader: Reader, findingIds: readonly string[]) {
  return reader
    .select({
      id: evidence.id,
      findingId: evidence.findingId,
      segmentId: evidence.segmentId,
      role: evidence.role,
      quote: evidence.quote,
      addedAt: evidence.addedAt,
      addedBy: accounts.name,
      contributionId: segments.contributionId,
      start: segments.start,
      end: segments.end,
      contributionText: contributions.text,
      kind: contributions.kind,
      family: contributions.family,
      sourceKind: contributions.sourceKind,
      sourceId: contributions.sourceId,
      locator: contributions.locator,
      consent: contributions.consent,
      /** The day that the source bears, or when it was sent. */
      heldOn: interviews.heldOn,
      documentDated: documents.dated,
      answeredAt: responses.updatedAt,
      questionnaireId: responses.questionnaireId,
      stakeholderId: contributions.stakeholderId,
      function: stakeholders.function,
      category: stakeholders.category,
      organisation: stakeholders.organisation,
      departmentCode: stakeholders.departmentCode,
      regionCode: stakeholders.regionCode,
      name: nameIfConsented,
      withdrawnAt: contributionWithdrawals.at,
    })
    .from(evidence)
    .innerJoin(segments, eq(segments.id, evidence.segmentId))
    .innerJoin(contributions, eq(contributions.id, segments.contributionId))
    .leftJoin(evidenceRemovals, eq(evidenceRemovals.evidenceId, evidence.id))
    .leftJoin(accounts, eq(accounts.id, evidence.addedBy))
    .leftJoin(stakeholders, eq(stakeholders.id, contributions.stakeholderId))
    .leftJoin(identities, eq(identities.stakeholderId, contributions.stakeholderId))
    .leftJoin(contributionWithdrawals, eq(contributionWithdrawals.contributionId, contributions.id))
    .leftJoin(
      interviews,
      and(eq(contributions.sourceKind, 'interview'), eq(interviews.id, contributions.sourceId)),
    )
    .leftJoin(
      documents,
      and(eq(contributions.sourceKind, 'document'), eq(documents.id, contributions.sourceId)),
    )
    .leftJoin(
      responses,
      and(eq(contributions.sourceKind, 'submission'), eq(responses.id, contributions.sourceId)),
    )
    .where(and(inArray(evidence.findingId, [...findingIds]), isNull(evidenceRemovals.evidenceId)))
    .orderBy(evidence.addedAt, sql`${evidence}.rowid`)
    .all();
}

/** Evidence that was taken away, with who did and why. */
export async function listEvidenceRemovals(store: Store, findingIds: readonly string[]) {
  return store.database
    .select({
      findingId: evidence.findingId,
      evidenceId: evidence.id,
      quote: evidence.quote,
      role: evidence.role,
      reason: evidenceRemovals.reason,
      at: evidenceRemovals.at,
    })
    .from(evidenceRemovals)
    .innerJoin(evidence, eq(evidence.id, evidenceRemovals.evidenceId))
    .where(inArray(evidence.findingId, [...findingIds]))
    .orderBy(evidenceRemovals.at, sql`${evidenceRemovals}.rowid`)
    .all();
}

export interface NewEvidence {
  readonly findingId: string;
  readonly segmentId: string;
  readonly role: EvidenceRole;
  readonly addedBy: string | null;
}

/** Attaches a segment that exists, with its words as they stand. @returns the id of the evidence. */
export function attachSegment(transaction: Transaction, attached: NewEvidence): string {
  const id = newId();
  const place = transaction
    .select({ text: contributions.text, start: segments.start, end: segments.end })
    .from(segments)
    .innerJoin(contributions, eq(contributions.id, segments.contributionId))
    .where(eq(segments.id, attached.segmentId))
    .get();
  if (!place) throw new Error(`no segment is named ${attached.segmentId}`);
  transaction
    .insert(evidence)
    .values({
      ...attached,
      id,
      quote: place.text.slice(place.start, place.end),
      addedAt: Date.now(),
    })
    .run();
  return id;
}

export interface Attachment {
  readonly missionId: string;
  readonly findingId: string;
  /** « contribution#start-end »: a segment that an analysis cut, or any span of a contribution. */
  readonly segmentId: string;
  readonly role: EvidenceRole;
  readonly addedBy: string;
  /** The search that brought it, kept with it. */
  readonly search?: { readonly id: string; readonly query: string };
}

export type EvidenceOutcome = 'changed' | 'unchanged' | 'unknown' | 'withdrawn';

/** Attaches words of the mission to a finding; words attached already change role at most. */
export async function addEvidence(store: Store, attachment: Attachment): Promise<EvidenceOutcome> {
  return write(store, (transaction): EvidenceOutcome => {
    const { missionId, findingId, segmentId, role, addedBy } = attachment;
    const place = isOfMission(transaction, missionId, findingId)
      ? findSpan(transaction, missionId, segmentId)
      : undefined;
    if (!place) return 'unknown';
    if (place.isWithdrawn) return 'withdrawn';
    const held = readEvidence(transaction, [findingId]).find((one) => one.segmentId === segmentId);
    if (held) return giveRole(transaction, attachment, held, role);
    insertSegment(transaction, segmentId, place);
    const id = attachSegment(transaction, { findingId, segmentId, role, addedBy });
    if (attachment.search)
      insertSearch(transaction, { ...attachment.search, findingId, searchedBy: addedBy, found: 1 });
    record(transaction, attachment, 'evidence.create', { evidenceId: id });
    return 'changed';
  });
}

/** Gives evidence another role: the former row is removed, another is added. */
export async function changeEvidenceRole(
  store: Store,
  change: Omit<Attachment, 'segmentId' | 'search'> & { readonly evidenceId: string },
): Promise<EvidenceOutcome> {
  return write(store, (transaction): EvidenceOutcome => {
    const held = findHeld(transaction, change);
    return held ? giveRole(transaction, change, held, change.role) : 'unknown';
  });
}

export interface Removal {
  readonly missionId: string;
  readonly findingId: string;
  readonly evidenceId: string;
  readonly reason: string;
  readonly removedBy: string;
}

/** Takes evidence away, by a row that says who and why; sent twice, it is taken away once. */
export async function removeEvidence(store: Store, removal: Removal): Promise<EvidenceOutcome> {
  return write(store, (transaction): EvidenceOutcome => {
    const { evidenceId, reason, removedBy } = removal;
    const held = findHeld(transaction, removal);
    if (!held) return isRemoved(transaction, removal) ? 'unchanged' : 'unknown';
    removeRow(transaction, evidenceId, reason, removedBy);
    record(transaction, { ...removal, addedBy: removedBy }, 'evidence.delete', { evidenceId });
    return 'changed';
  });
}

type Act = { readonly missionId: string; readonly findingId: string; readonly addedBy: string };

function giveRole(
  transaction: Transaction,
  act: Act,
  held: EvidenceRow,
  role: EvidenceRole,
): EvidenceOutcome {
  if (held.role === role) return 'unchanged';
  removeRow(transaction, held.id, 'evidence.role', act.addedBy);
  const { findingId, segmentId } = held;
  const id = attachSegment(transaction, { findingId, segmentId, role, addedBy: act.addedBy });
  record(transaction, act, 'evidence.update', { evidenceId: id, before: held.id });
  return 'changed';
}

function removeRow(
  transaction: Transaction,
  evidenceId: string,
  reason: string,
  removedBy: string,
): void {
  transaction
    .insert(evidenceRemovals)
    .values({ evidenceId, reason, removedBy, at: Date.now() })
    .run();
}

const isOfMission = (transaction: Transaction, missionId: string, findingId: string) =>
  transaction
    .select({ id: findings.id })
    .from(findings)
    .where(and(eq(findings.missionId, missionId), eq(findings.id, findingId)))
    .get() !== undefined;

function findHeld(
  transaction: Transaction,
  { missionId, findingId, evidenceId }: Pick<Removal, 'missionId' | 'findingId' | 'evidenceId'>,
): EvidenceRow | undefined {
  if (!isOfMission(transaction, missionId, findingId)) return undefined;
  return readEvidence(transaction, [findingId]).find(({ id }) => id === evidenceId);
}

function isRemoved(transaction: Transaction, removal: Removal): boolean {
  const row = transaction
    .select({ findingId: evidence.findingId })
    .from(evidenceRemovals)
    .innerJoin(evidence, eq(evidence.id, evidenceRemovals.evidenceId))
    .where(eq(evidenceRemovals.evidenceId, removal.evidenceId))
    .get();
  return (
    row?.findingId === removal.findingId &&
    isOfMission(transaction, removal.missionId, removal.findingId)
  );
}

interface Span {
  readonly contributionId: string;
  readonly start: number;
  readonly end: number;
  readonly words: string;
  readonly isWithdrawn: boolean;
}

/** A span of a contribution of this mission, within its bounds and between whole characters. */
function findSpan(
  transaction: Transaction,
  missionId: string,
  segmentId: string,
): Span | undefined {
  const [, contributionId = '', from = '', to = ''] =
    /^(.+)#(\d{1,9})-(\d{1,9})$/.exec(segmentId) ?? [];
  const [start, end] = [Number(from), Number(to)];
  const row = transaction
    .select({ text: contributions.text, withdrawnAt: contributionWithdrawals.at })
    .from(contributions)
    .leftJoin(contributionWithdrawals, eq(contributionWithdrawals.contributionId, contributions.id))
    .where(and(eq(contributions.missionId, missionId), eq(contributions.id, contributionId)))
    .get();
  const words = row?.text.slice(start, end) ?? '';
  const isSound = segmentId === `${contributionId}#${start}-${end}` && words.length === end - start;
  if (!row || !isSound || words.trim() === '' || !words.isWellFormed()) return undefined;
  return { contributionId, start, end, words, isWithdrawn: row.withdrawnAt !== null };
}

function insertSegment(transaction: Transaction, id: string, span: Span): void {
  const { contributionId, start, end, words } = span;
  transaction
    .insert(segments)
    .values({ id, contributionId, start, end, hash: hashOf(words) })
    .onConflictDoNothing()
    .run();
}

function record(
  transaction: Transaction,
  { missionId, findingId, addedBy }: Act,
  action: string,
  detail: Record<string, unknown>,
): void {
  recordEvent(transaction, {
    missionId,
    accountId: addedBy,
    action,
    subjectKind: 'finding',
    subjectId: findingId,
    detail,
  });
}

// ── Counter-voices ──────────────────────────────────────────────────────────────────────────────

/** Every search for counter-voices of these findings, first one first. */
export async function listCounterSearches(store: Store, findingIds: readonly string[]) {
  return readCounterSearches(store.database, findingIds);
}

export type CounterSearchRow = ReturnType<typeof readCounterSearches>[number];

export function readCounterSearches(reader: Reader, findingIds: readonly string[]) {
  return reader
    .select({
      id: counterSearches.id,
      findingId: counterSearches.findingId,
      query: counterSearches.query,
      found: counterSearches.found,
      searchedBy: accounts.name,
      at: counterSearches.at,
    })
    .from(counterSearches)
    .leftJoin(accounts, eq(accounts.id, counterSearches.searchedBy))
    .where(inArray(counterSearches.findingId, [...findingIds]))
    .orderBy(counterSearches.at, sql`${counterSearches}.rowid`)
    .all();
}

export interface NewCounterSearch {
  /** Made by the form: the same search sent twice is kept once. */
  readonly id: string;
  readonly missionId: string;
  readonly findingId: string;
  readonly query: string;
  readonly searchedBy: string;
}

/** Keeps « recherchées le …, aucune trouvée ». @returns false when the finding is not of this mission. */
export async function insertCounterSearch(
  store: Store,
  search: NewCounterSearch,
): Promise<boolean> {
  return write(store, (transaction) => {
    const { missionId, findingId, searchedBy } = search;
    if (!isOfMission(transaction, missionId, findingId)) return false;
    if (insertSearch(transaction, { ...search, found: 0 }))
      record(transaction, { missionId, findingId, addedBy: searchedBy }, 'counterSearch.create', {
        searchId: search.id,
      });
    return true;
  });
}

function insertSearch(
  transaction: Transaction,
  search: Omit<NewCounterSearch, 'missionId'> & { readonly found: number },
): boolean {
  const { id, findingId, query, found, searchedBy } = search;
  const { changes } = transaction
    .insert(counterSearches)
    .values({ id, findingId, query, found, searchedBy, at: Date.now() })
    .onConflictDoNothing()
    .run();
  return changes > 0;
}

/**
 * How many contributions joined a theme, or one that continues it, after a moment: none of their words was
 * coded there before. What a run coded counts from when the run was accepted.
 */
export async function countJoined(
  store: Store,
  themeIds: readonly string[],
  since: number,
): Promise<number> {
  const seenAt = sql`max(${codings.at}, coalesce(${continuities.at}, 0))`;
  return store.database
    .select({ first: sql<number>`min(${seenAt})` })
    .from(codings)
    .innerJoin(themes, eq(themes.id, codings.themeId))
    .leftJoin(
      continuities,
      and(eq(continuities.runId, themes.runId), eq(continuities.decision, 'accepted')),
    )
    .innerJoin(segments, eq(segments.id, codings.segmentId))
    .leftJoin(
      contributionWithdrawals,
      eq(contributionWithdrawals.contributionId, segments.contributionId),
    )
    .where(and(inArray(codings.themeId, [...themeIds]), isNull(contributionWithdrawals.at)))
    .groupBy(segments.contributionId)
    .all()
    .filter(({ first }) => first > since).length;
}
