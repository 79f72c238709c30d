import { chooseFairly } from '../../../analysis/findings/small-n.ts';
import { attribution, ROLES, sourceOf } from '../../../views/findings/item.ts';
import type { EvidenceItem, FindingPage } from '../../../views/findings/page.ts';
import { wordsPills } from '../../../views/findings/pills.ts';
import { findingMessages as said } from '../../../views/messages/findings.ts';
import { paths } from '../../../views/paths.ts';
import type { CheckedEvidence } from '../read.ts';

export interface EvidenceContext {
  readonly missionId: string;
  readonly findingId: string;
  readonly regionNames: ReadonlyMap<string, string>;
  /** Whether something may be done with the evidence. */
  readonly isOpen: boolean;
  /** What was typed and refused, by field. */
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
}

const UPHOLDING = ROLES.filter((role) => role !== 'contradicts');

/** What supports, illustrates, qualifies: each group in an order where everyone is heard in turn. */
export function evidenceGroups(
  evidence: readonly CheckedEvidence[],
  context: EvidenceContext,
): FindingPage['groups'] {
  return UPHOLDING.flatMap((role) => {
    const items = evidenceItems(
      evidence.filter((row) => row.role === role),
      context,
    );
    return items.length === 0 ? [] : { title: said.groups[role], count: items.length, items };
  });
}

export function evidenceItems(
  rows: readonly CheckedEvidence[],
  context: EvidenceContext,
): EvidenceItem[] {
  return fairly(rows).map((row) => itemOf(row, context));
}

/** Every voice, in the order of a fair choice. */
export function fairly(rows: readonly CheckedEvidence[]): CheckedEvidence[] {
  const candidates = rows.map((row, rank) => ({
    id: row.id,
    row,
    rank,
    strata: [
      `speaker ${row.speaker}`,
      `family ${row.family}`,
      `region ${row.regionCode}`,
      `category ${row.category}`,
    ],
  }));
  return chooseFairly(candidates, rows.length).map(({ row }) => row);
}

function itemOf(row: CheckedEvidence, context: EvidenceContext): EvidenceItem {
  return {
    anchor: `preuve-${row.id}`,
    text: row.quote,
    kind: row.kind,
    role: row.role,
    attribution: attribution(row, context.regionNames),
    href: paths.segment(context.missionId, row),
    source: sourceOf(row),
    labels: wordsPills(row),
    isLiteral: row.check.isLiteral,
    literal: literalSentence(row),
    acts: context.isOpen ? actsOn(row, context) : null,
  };
}

function literalSentence({ check }: CheckedEvidence): string {
  if (check.difference === null) return said.literal.yes;
  if (check.isSameInNfc) return said.literal.bytes;
  return said.literal.no(check.difference.quote, check.difference.source);
}

function actsOn(row: CheckedEvidence, context: EvidenceContext): EvidenceItem['acts'] {
  const { missionId, findingId, typed, errors } = context;
  const reasonId = `motif-${row.id}`;
  return {
    roleAction: paths.evidence(missionId, findingId, row.id),
    roleId: `role-${row.id}`,
    roles: ROLES.map((value) => ({
      value,
      label: said.roles[value],
      isSelected: value === row.role,
    })),
    removalAction: paths.evidenceRemoval(missionId, findingId, row.id),
    reasonId,
    reason: typed[reasonId] ?? '',
    error: errors[reasonId] ?? null,
  };
}
