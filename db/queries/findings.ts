import { and, desc, eq, inArray } from 'drizzle-orm';
import { newId } from '../ids.ts';
import { type Store, type Transaction, write } from '../open.ts';
import { accounts } from '../schema/accounts.ts';
import { runs, themeRenamings, themes } from '../schema/analysis.ts';
import {
  counterSearches,
  evidence,
  evidenceRemovals,
  findingStatuses,
  findings,
  findingVersions,
} from '../schema/findings.ts';
import { shownRunId } from './continuities.ts';
import { recordEvent } from './events.ts';
import { attachSegment } from './evidence.ts';
import { addStatus, type FindingStatus, type Reader, selectStatuses } from './finding-statuses.ts';
import { type Lineage, listGivenNames, listLineages } from './lineages.ts';
import { listLastGatherings } from './theme-merges.ts';

export type Finding = typeof findings.$inferSelect;

/** A draft in words, for one theme; its segments are attached as support. */
export interface DraftedFinding {
  readonly themeId: string;
  readonly title: string;
  readonly body: string;
  readonly validity: string;
  readonly segmentIds: readonly string[];
}

/**
 * Themes of a run that no finding speaks of yet: neither a draft of their own, nor a finding that somebody
 * worked on, of a theme that they continue.
 */
export async function listThemesToDraft(store: Store, missionId: string, runId: string) {
  const spoken = new Set(
    readFindings(store.database, missionId).flatMap(
      ({ themeId, lineage, isTouched, isOutdated }) => {
        if (isTouched) return lineage;
        return isOutdated ? [] : themeId;
      },
    ),
  );
  return listLineages(store.database, missionId)
    .filter((theme) => theme.runId === runId && !spoken.has(theme.id))
    .map(({ id }) => id);
}

/** Writes drafts, each with its first version, its status and its evidence; a theme is drafted once. */
export async function insertDraftFindings(
  store: Store,
  missionId: string,
  drafts: readonly DraftedFinding[],
): Promise<string[]> {
  return write(store, (transaction) =>
    drafts.flatMap((draft) => {
      const isThere = readFindings(transaction, missionId).some(
        ({ themeId, isTouched, isOutdated }) =>
          themeId === draft.themeId && (isTouched || !isOutdated),
      );
      return isThere ? [] : insertDraft(transaction, missionId, draft);
    }),
  );
}

function insertDraft(transaction: Transaction, missionId: string, draft: DraftedFinding): string {
  const { segmentIds, themeId, ...words } = draft;
  const id = newId();
  const at = Date.now();
  transaction
    .insert(findings)
    .values({ ...words, id, missionId, themeId, revision: 1, createdAt: at, updatedAt: at })
    .run();
  transaction
    .insert(findingVersions)
    .values({ ...words, findingId: id, revision: 1, at })
    .run();
  addStatus(transaction, { findingId: id, status: 'draft', reason: '', setBy: null });
  for (const segmentId of segmentIds)
    attachSegment(transaction, { findingId: id, segmentId, role: 'supports', addedBy: null });
  recordEvent(transaction, {
    missionId,
    action: 'finding.create',
    subjectKind: 'finding',
    subjectId: id,
    detail: { themeId },
  });
  return id;
}

/**
 * The mission's findings in the order of their themes. `isCurrent`: of the analysis shown, or of a theme that
 * one of its themes continues. Drafts of earlier analyses that nobody touched are superseded, and left out.
 */
export async function listFindings(store: Store, missionId: string): Promise<FindingRow[]> {
  return readFindings(store.database, missionId)
    .filter(({ isCurrent, isTouched }) => isCurrent || isTouched)
    .toSorted(
      (a, b) =>
        Number(b.isCurrent) - Number(a.isCurrent) ||
        (a.isCurrent ? a.theme.number - b.theme.number : 0),
    );
}

export async function findFinding(
  store: Store,
  missionId: string,
  id: string,
): Promise<FindingRow | undefined> {
  return readFindings(store.database, missionId, id)[0];
}

export interface FindingRow extends Finding {
  readonly authorName: string | null;
  /** The theme that it is about now: of the analysis shown where it goes on there, else where it was drafted. */
  readonly theme: {
    readonly id: string;
    readonly number: number;
    readonly runId: string;
    readonly name: string;
  };
  readonly status: FindingStatus;
  readonly statusId: number;
  readonly statusAt: number;
  readonly statusReason: string;
  readonly statusBy: string | null;
  /** Who validated it last, whatever it became since. */
  readonly validatedBy: string | null;
  /** Of the finding's theme and of those that continue it: where contributions may join it. */
  readonly lineage: readonly string[];
  readonly isCurrent: boolean;
  /** Whether a person did anything to it. */
  readonly isTouched: boolean;
  /** Whether people gathered its theme with others, or gave some back, since it was drafted. */
  readonly isOutdated: boolean;
}

/** Findings with everything that a list needs, by theme; one of them when `id` is given. */
export function readFindings(reader: Reader, missionId: string, id?: string): FindingRow[] {
  const rows = reader
    .select({
      finding: findings,
      authorName: accounts.name,
      theme: themes,
      runAt: runs.requestedAt,
    })
    .from(findings)
    .innerJoin(themes, eq(themes.id, findings.themeId))
    .innerJoin(runs, eq(runs.id, themes.runId))
    .leftJoin(accounts, eq(accounts.id, findings.authorId))
    .where(
      and(eq(findings.missionId, missionId), id === undefined ? undefined : eq(findings.id, id)),
    )
    .orderBy(desc(runs.requestedAt), desc(runs.id), themes.number, findings.createdAt, findings.id)
    .all();
  const ids = rows.map(({ finding }) => finding.id);
  const statuses = Map.groupBy(selectStatuses(reader, ids), ({ findingId }) => findingId);
  const names = listGivenNames(reader, missionId);
  const touched = touchedFindings(reader, ids);
  const shown = shownRunId(reader, missionId);
  const lineages = listLineages(reader, missionId);
  const gathered = listLastGatherings(reader, missionId);
  return rows.flatMap(({ finding, authorName, theme }) => {
    const history = statuses.get(finding.id) ?? [];
    const status = history.at(-1);
    if (!status) return [];
    const descent = lineages.filter(({ lineage }) => lineage.includes(theme.id));
    const isTouched = finding.authorId !== null || touched.has(finding.id);
    const isOutdated = finding.createdAt < (gathered.get(theme.id) ?? 0);
    const current = currentTheme(descent, theme.id, { isTouched, isOutdated }, shown);
    const about = current ?? theme;
    return {
      ...finding,
      authorName,
      theme: {
        id: about.id,
        number: about.number,
        runId: about.runId,
        name: names.get(about.id) ?? about.proposedName,
      },
      status: status.status,
      statusId: status.id,
      statusAt: status.at,
      statusReason: status.reason,
      statusBy: status.setByName,
      validatedBy: history.findLast((one) => one.status === 'validated')?.setByName ?? null,
      lineage: descent.map((one) => one.id),
      isCurrent: current !== undefined,
      isTouched,
      isOutdated,
    };
  });
}

/** Work follows its theme from one analysis to the next; a draft that nobody touched is written anew instead. */
const currentTheme = (
  descent: readonly Lineage[],
  themeId: string,
  { isTouched, isOutdated }: { readonly isTouched: boolean; readonly isOutdated: boolean },
  shown: string | undefined,
) =>
  descent.find(
    ({ id, runId }) => runId === shown && (isTouched || (id === themeId && !isOutdated)),
  );

/** Whether anybody named a theme of the mission, or worked on a finding. */
export function isReviewed(reader: Reader, missionId: string): boolean {
  const named = reader
    .select({ id: themeRenamings.id })
    .from(themeRenamings)
    .innerJoin(themes, eq(themes.id, themeRenamings.themeId))
    .where(eq(themes.missionId, missionId))
    .limit(1)
    .get();
  return named !== undefined || readFindings(reader, missionId).some(({ isTouched }) => isTouched);
}

/** Findings where a person set a status, attached, took away, or searched. */
function touchedFindings(reader: Reader, ids: readonly string[]): ReadonlySet<string> {
  const touches = [
    reader
      .select({ id: findingStatuses.findingId, by: findingStatuses.setBy })
      .from(findingStatuses)
      .where(inArray(findingStatuses.findingId, [...ids]))
      .all(),
    reader
      .select({ id: evidence.findingId, by: evidence.addedBy })
      .from(evidence)
      .where(inArray(evidence.findingId, [...ids]))
      .all(),
    reader
      .select({ id: evidence.findingId, by: evidenceRemovals.removedBy })
      .from(evidenceRemovals)
      .innerJoin(evidence, eq(evidence.id, evidenceRemovals.evidenceId))
      .where(inArray(evidence.findingId, [...ids]))
      .all(),
    reader
      .select({ id: counterSearches.findingId, by: counterSearches.searchedBy })
      .from(counterSearches)
      .where(inArray(counterSearches.findingId, [...ids]))
      .all(),
  ];
  return new Set(touches.flat().flatMap(({ id, by }) => (by === null ? [] : id)));
}

/** Everything that a finding said, first version first. */
export async function listVersions(store: Store, findingId: string) {
  return store.database
    .select({ version: findingVersions, name: accounts.name })
    .from(findingVersions)
    .leftJoin(accounts, eq(accounts.id, findingVersions.writtenBy))
    .where(eq(findingVersions.findingId, findingId))
    .orderBy(findingVersions.revision)
    .all()
    .map(({ version, name }) => ({ ...version, writtenByName: name }));
}

export interface FindingEdit {
  readonly missionId: string;
  readonly findingId: string;
  /** Of the finding that was being edited. */
  readonly revision: number;
  readonly title: string;
  readonly body: string;
  readonly validity: string;
  readonly writtenBy: string;
  /** The status that these words take it to, when it was under review or settled; null: it keeps its own. */
  readonly statusAfter: (status: FindingStatus) => FindingStatus | null;
}

export type EditOutcome = 'saved' | 'unchanged' | 'conflict' | 'unknown';

/**
 * Saves new words as a version of their own. « conflict », with nothing written: someone saved others since.
 * The same words sent twice are saved once.
 */
export async function updateFinding(store: Store, edit: FindingEdit): Promise<EditOutcome> {
  return write(store, (transaction): EditOutcome => {
    const held = readFindings(transaction, edit.missionId, edit.findingId)[0];
    if (!held) return 'unknown';
    if (FIELDS.every((field) => held[field] === edit[field])) return 'unchanged';
    if (held.revision !== edit.revision) return 'conflict';
    saveVersion(transaction, held, edit);
    return 'saved';
  });
}

const FIELDS = ['title', 'body', 'validity'] as const;

function saveVersion(transaction: Transaction, held: FindingRow, edit: FindingEdit): void {
  const { findingId, title, body, validity, writtenBy, missionId } = edit;
  const words = { title, body, validity };
  const revision = held.revision + 1;
  const at = Date.now();
  transaction
    .update(findings)
    .set({ ...words, revision, authorId: writtenBy, updatedAt: at })
    .where(eq(findings.id, findingId))
    .run();
  transaction
    .insert(findingVersions)
    .values({ ...words, findingId, revision, writtenBy, at })
    .run();
  recordEvent(transaction, {
    missionId,
    accountId: writtenBy,
    action: 'finding.update',
    subjectKind: 'finding',
    subjectId: findingId,
    detail: { revision, fields: FIELDS.filter((field) => held[field] !== edit[field]) },
  });
  const status = edit.statusAfter(held.status);
  if (status !== null)
    addStatus(transaction, { findingId, status, reason: 'finding.edited', setBy: writtenBy });
}
