import {
  buildGrid,
  type Grid,
  type Stance,
  stanceBySpeaker,
} from '../../analysis/findings/grid.ts';
import { checkLiteral, type LiteralCheck } from '../../analysis/findings/literal.ts';
import {
  type CounterVoices,
  counterVoicesOf,
  type EvidenceFacts,
  type FindingFacts,
  type StaleReason,
  type Strength,
  staleReasons,
  strengthOf,
} from '../../analysis/findings/rules.ts';
import type { Store } from '../../db/open.ts';
import {
  type CounterSearchRow,
  countJoined,
  type EvidenceRow,
  listCounterSearches,
  listEvidence,
  listEvidenceRemovals,
} from '../../db/queries/evidence.ts';
import { type FindingState, questionFinding } from '../../db/queries/finding-reviews.ts';
import { type FindingRow, findFinding, listFindings } from '../../db/queries/findings.ts';
import type { Mission } from '../../db/queries/missions.ts';
import { STAKEHOLDER_CATEGORIES } from '../../db/schema/missions.ts';
import { questionnairesOf, questionOf, whoWasAsked } from './questions.ts';

/** A finding with what stands behind it, checked at this very reading. */
export interface ReadFinding {
  readonly finding: FindingRow;
  readonly evidence: readonly CheckedEvidence[];
  readonly searches: readonly CounterSearchRow[];
  readonly strength: Strength;
  readonly counterVoices: CounterVoices;
}

export type CheckedEvidence = EvidenceRow & {
  readonly check: LiteralCheck;
  /** Who speaks: the stakeholder, or the source itself where it is anonymous. */
  readonly speaker: string;
};

/** The mission's findings; those that went stale since the last reading are sent to review on the way. */
export async function readFindings(store: Store, missionId: string): Promise<ReadFinding[]> {
  const rows = await listFindings(store, missionId);
  const read = await readAll(store, rows);
  const isStale = await questionStale(store, read);
  return isStale ? readAll(store, await listFindings(store, missionId)) : read;
}

/** One finding of the mission, if there is one of this id. */
export async function readFinding(
  store: Store,
  missionId: string,
  id: string,
): Promise<ReadFinding | undefined> {
  const row = await findFinding(store, missionId, id);
  if (!row) return undefined;
  const read = await readAll(store, [row]);
  const isStale = await questionStale(store, read);
  const again = isStale ? await findFinding(store, missionId, id) : undefined;
  return again ? (await readAll(store, [again]))[0] : read[0];
}

async function readAll(store: Store, rows: readonly FindingRow[]): Promise<ReadFinding[]> {
  const ids = rows.map(({ id }) => id);
  const evidence = Map.groupBy(await listEvidence(store, ids), ({ findingId }) => findingId);
  const searches = Map.groupBy(await listCounterSearches(store, ids), (one) => one.findingId);
  return rows.map((finding) => {
    const checked = (evidence.get(finding.id) ?? []).map(checkEvidence);
    const searched = searches.get(finding.id) ?? [];
    const facts = checked.map(evidenceFacts);
    return {
      finding,
      evidence: checked,
      searches: searched,
      strength: strengthOf(facts),
      counterVoices: counterVoicesOf(facts, searched),
    };
  });
}

function checkEvidence(row: EvidenceRow): CheckedEvidence {
  const { quote, start, end, contributionText: text } = row;
  return {
    ...row,
    check: checkLiteral(quote, { text, start, end }),
    speaker: row.stakeholderId ?? `source ${row.sourceId}`,
  };
}

const evidenceFacts = (row: CheckedEvidence): EvidenceFacts => ({
  segmentId: row.segmentId,
  role: row.role,
  speaker: row.speaker,
  family: row.family,
  isLiteral: row.check.isLiteral,
  isWithdrawn: row.withdrawnAt !== null,
});

/** What the rules are asked about, from a state of the store. */
export function factsOf({ finding, evidence, searches }: FindingState): FindingFacts {
  const { title, body, authorId } = finding;
  const facts = evidence.map((row) => evidenceFacts(checkEvidence(row)));
  return { title, body, authorId, searches, evidence: facts };
}

/** Sends settled findings that went stale to review. @returns whether any did. */
async function questionStale(store: Store, read: readonly ReadFinding[]): Promise<boolean> {
  const removals = Map.groupBy(
    await listEvidenceRemovals(
      store,
      read.map(({ finding }) => finding.id),
    ),
    ({ findingId }) => findingId,
  );
  let isAnyStale = false;
  for (const { finding, evidence } of read) {
    const removedAt = (removals.get(finding.id) ?? []).map(({ at }) => at);
    const reasons = await reasonsOf(store, finding, evidence, removedAt);
    if (reasons.length === 0) continue;
    isAnyStale = true;
    await questionFinding(
      store,
      finding,
      reasons.map((reason) => `stale.${reason}`),
    );
  }
  return isAnyStale;
}

async function reasonsOf(
  store: Store,
  finding: FindingRow,
  evidence: readonly CheckedEvidence[],
  removedAt: readonly number[],
): Promise<StaleReason[]> {
  const facts = {
    status: finding.status,
    statusAt: finding.statusAt,
    evidence: evidence.map((row) => ({ ...evidenceFacts(row), addedAt: row.addedAt })),
    removedAt,
  };
  // Without anything joined first: only a settled finding is worth counting for.
  const isSettledNow = staleReasons({ ...facts, joined: 1 }).length > 0;
  if (!isSettledNow) return [];
  const joined = await countJoined(store, finding.lineage, finding.statusAt);
  return staleReasons({ ...facts, joined });
}

/** Whether some of these words are attached already, whoever cut them. */
export const isAttached = (
  row: { readonly contributionId: string; readonly start: number; readonly end: number },
  evidence: readonly CheckedEvidence[],
) =>
  evidence.some(
    ({ contributionId, start, end }) =>
      contributionId === row.contributionId && start < row.end && row.start < end,
  );

/** Region × category, with who was asked what. */
export async function readGrid(
  store: Store,
  mission: Mission,
  evidence: readonly CheckedEvidence[],
): Promise<Grid> {
  const questionnaires = await questionnairesOf(store, mission.id);
  const voices = evidence
    .filter(({ withdrawnAt }) => withdrawnAt === null)
    .map((row) => ({
      speaker: row.speaker,
      role: row.role,
      question: questionOf(row, questionnaires),
    }));
  const carrying = new Set(voices.map(({ question }) => question));
  const speaking = new Set(voices.map(({ speaker }) => speaker));
  const met = await whoWasAsked(store, mission.id, carrying, questionnaires, speaking);
  return buildGrid(rowsOf(mission, met), STAKEHOLDER_CATEGORIES, met, voices);
}

/** The declared regions; a mission that declared none has those where somebody was met. */
function rowsOf({ regions }: Mission, met: readonly { readonly row: string | null }[]) {
  if (regions.length > 0) return regions;
  return [...new Set(met.flatMap(({ row }) => row ?? []))].toSorted();
}

/** How each declared group speaks of a finding: by category, or by region. */
export function stancesBy(
  evidence: readonly CheckedEvidence[],
  group: 'category' | 'regionCode',
): ReadonlyMap<string, readonly Stance[]> {
  const standing = evidence.filter(({ withdrawnAt }) => withdrawnAt === null);
  const stances = stanceBySpeaker(standing);
  const groupOf = new Map(standing.map((row) => [row.speaker, row[group]]));
  const grouped = new Map<string, Stance[]>();
  for (const [speaker, stance] of stances) {
    const name = groupOf.get(speaker);
    if (name) grouped.set(name, [...(grouped.get(name) ?? []), stance]);
  }
  return grouped;
}
