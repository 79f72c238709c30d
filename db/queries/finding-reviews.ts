import { eq } from 'drizzle-orm';
import { hashOf } from '../ids.ts';
import { type Store, type Transaction, write } from '../open.ts';
import { findings } from '../schema/findings.ts';
import { recordEvent } from './events.ts';
import {
  type CounterSearchRow,
  type EvidenceRow,
  readCounterSearches,
  readEvidence,
} from './evidence.ts';
import { addStatus, type FindingStatus, selectStatuses } from './finding-statuses.ts';
import { type FindingRow, readFindings } from './findings.ts';

/** A finding as it stands at one moment, with all that a decision rests on. */
export interface FindingState {
  readonly finding: FindingRow;
  readonly evidence: readonly EvidenceRow[];
  readonly searches: readonly CounterSearchRow[];
}

/** Names the state that a person saw: words, status and evidence. Any change gives another name. */
export const stateName = ({ finding, evidence }: Pick<FindingState, 'finding' | 'evidence'>) =>
  hashOf(
    JSON.stringify([finding.revision, finding.statusId, evidence.map(({ id }) => id).toSorted()]),
  ).slice(0, 16);

export interface StatusChange {
  readonly missionId: string;
  readonly findingId: string;
  readonly to: FindingStatus;
  readonly reason: string;
  readonly setBy: string;
  /** Name of the state that the person decided on. */
  readonly seen: string;
}

export type StatusOutcome<Unmet> =
  | { readonly outcome: 'changed' | 'unchanged' | 'moved' | 'unknown' }
  | { readonly outcome: 'refused'; readonly unmet: readonly Unmet[] };

/**
 * Takes a decision on exactly what the person saw, if `unmetOf` finds nothing in its way at the very moment
 * of writing. « moved »: something changed since; « unchanged »: this decision was taken already (sent twice).
 */
export async function changeStatus<Unmet>(
  store: Store,
  change: StatusChange,
  unmetOf: (state: FindingState) => readonly Unmet[],
): Promise<StatusOutcome<Unmet>> {
  return write(store, (transaction): StatusOutcome<Unmet> => {
    const state = readState(transaction, change.missionId, change.findingId);
    if (!state) return { outcome: 'unknown' };
    if (isSentTwice(transaction, state.finding, change)) return { outcome: 'unchanged' };
    const unmet = unmetOf(state);
    if (unmet.length > 0 && stateName(state) === change.seen) return { outcome: 'refused', unmet };
    if (stateName(state) !== change.seen) return { outcome: 'moved' };
    decide(transaction, state.finding, change);
    return { outcome: 'changed' };
  });
}

function readState(
  transaction: Transaction,
  missionId: string,
  findingId: string,
): FindingState | undefined {
  const finding = readFindings(transaction, missionId, findingId)[0];
  return (
    finding && {
      finding,
      evidence: readEvidence(transaction, [findingId]),
      searches: readCounterSearches(transaction, [findingId]),
    }
  );
}

function isSentTwice(
  transaction: Transaction,
  finding: FindingRow,
  { to, setBy, reason }: StatusChange,
): boolean {
  const last = selectStatuses(transaction, [finding.id]).at(-1);
  return last?.status === to && last.setBy === setBy && last.reason === reason;
}

const ACTIONS: Readonly<Record<FindingStatus, string>> = {
  draft: 'finding.reopen',
  proposed: 'finding.propose',
  'in-review': 'finding.review',
  validated: 'finding.validate',
  returned: 'finding.return',
  published: 'finding.publish',
  rejected: 'finding.reject',
  'to-review': 'finding.question',
};

/** Proposing a draft that nobody wrote makes one answer for its words. */
function decide(transaction: Transaction, finding: FindingRow, change: StatusChange): void {
  const { missionId, findingId, to, reason, setBy } = change;
  const statusId = addStatus(transaction, { findingId, status: to, reason, setBy });
  if (to === 'proposed' && finding.authorId === null)
    transaction.update(findings).set({ authorId: setBy }).where(eq(findings.id, findingId)).run();
  recordEvent(transaction, {
    missionId,
    accountId: setBy,
    action: ACTIONS[to],
    subjectKind: 'finding',
    subjectId: findingId,
    detail: { statusId },
  });
}

/** A settled finding goes to review by itself, once: `codes` say why. Nothing is written if it moved since. */
export async function questionFinding(
  store: Store,
  finding: FindingRow,
  codes: readonly string[],
): Promise<void> {
  write(store, (transaction) => {
    const held = readFindings(transaction, finding.missionId, finding.id)[0];
    if (held?.statusId !== finding.statusId) return;
    const statusId = addStatus(transaction, {
      findingId: finding.id,
      status: 'to-review',
      reason: codes.join(' '),
      setBy: null,
    });
    recordEvent(transaction, {
      missionId: finding.missionId,
      action: 'finding.stale',
      subjectKind: 'finding',
      subjectId: finding.id,
      detail: { statusId },
    });
  });
}
