import { isSettled } from '../../../analysis/findings/rules.ts';
import type { Edition } from '../../../views/diagnostic/diagnostic.ts';
import type { CheckedEvidence, ReadFinding } from '../../findings/read.ts';

/** The findings that an edition holds: the settled ones, or all but those that were rejected. */
export function findingsOf(edition: Edition, all: readonly ReadFinding[]): ReadFinding[] {
  return all.filter(({ finding }) =>
    edition === 'validated' ? isSettled(finding.status) : finding.status !== 'rejected',
  );
}

/** What may leave in a deliverable: not for internal use, not withdrawn, and identical to its source. */
export function citableEvidence(evidence: readonly CheckedEvidence[]): CheckedEvidence[] {
  return evidence.filter((row) => !isInternal(row) && isSound(row));
}

export const isInternal = ({ consent }: CheckedEvidence) => consent === 'internal';

export const isSound = ({ check, withdrawnAt }: CheckedEvidence) =>
  check.isLiteral && withdrawnAt === null;
