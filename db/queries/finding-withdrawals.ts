import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Transaction } from '../open.ts';
import { segments } from '../schema/contributions.ts';
import { evidence, evidenceRemovals, findings } from '../schema/findings.ts';
import { recordEvent } from './events.ts';
import { addStatus, type FindingStatus, selectStatuses } from './finding-statuses.ts';

/** A statement names so many ids at most. */
const AT_ONCE = 1000;
const SETTLED: readonly FindingStatus[] = ['validated', 'returned', 'published'];

/** Settled findings that rest on words which leave the corpus go to review with them, in the same transaction. */
export function questionFindingsOn(
  transaction: Transaction,
  contributionIds: readonly string[],
): void {
  for (let first = 0; first < contributionIds.length; first += AT_ONCE)
    questionRestingOn(transaction, contributionIds.slice(first, first + AT_ONCE));
}

function questionRestingOn(transaction: Transaction, contributionIds: readonly string[]): void {
  const resting = transaction
    .selectDistinct({ id: findings.id, missionId: findings.missionId })
    .from(evidence)
    .innerJoin(segments, eq(segments.id, evidence.segmentId))
    .innerJoin(findings, eq(findings.id, evidence.findingId))
    .leftJoin(evidenceRemovals, eq(evidenceRemovals.evidenceId, evidence.id))
    .where(
      and(
        inArray(segments.contributionId, [...contributionIds]),
        isNull(evidenceRemovals.evidenceId),
      ),
    )
    .all();
  for (const { id, missionId } of resting) {
    const status = selectStatuses(transaction, [id]).at(-1)?.status;
    if (!status || !SETTLED.includes(status)) continue;
    const statusId = addStatus(transaction, {
      findingId: id,
      status: 'to-review',
      reason: 'stale.withdrawn',
      setBy: null,
    });
    recordEvent(transaction, {
      missionId,
      action: 'finding.stale',
      subjectKind: 'finding',
      subjectId: id,
      detail: { statusId },
    });
  }
}
