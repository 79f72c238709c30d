import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import type { Theme } from '../../analysis/analysis.ts';
import { newId } from '../ids.ts';
import { type Store, type Transaction, write } from '../open.ts';
import { accounts } from '../schema/accounts.ts';
import { codings, themeRenamings, themes } from '../schema/analysis.ts';
import { themeDescriptions, themeMerges, themeMergeUndoings } from '../schema/theme-merges.ts';
import { recordEvent } from './events.ts';
import type { Reader } from './finding-statuses.ts';

/** What is kept of a theme that people gathered: as its run described it, but for its number. */
export type MergedDescription = Omit<Theme, 'theme'>;

/** Merges that stand, oldest first. */
export function listMerges(reader: Reader, missionId: string) {
  return reader
    .select({
      id: themeMerges.id,
      absorbedId: themeMerges.absorbedId,
      intoId: themeMerges.intoId,
      runId: themes.runId,
      mergedBy: accounts.name,
      at: themeMerges.at,
    })
    .from(themeMerges)
    .innerJoin(themes, eq(themes.id, themeMerges.intoId))
    .leftJoin(themeMergeUndoings, eq(themeMergeUndoings.mergeId, themeMerges.id))
    .leftJoin(accounts, eq(accounts.id, themeMerges.mergedBy))
    .where(and(eq(themeMerges.missionId, missionId), isNull(themeMergeUndoings.mergeId)))
    .orderBy(themeMerges.at, themeMerges.id)
    .all();
}

export type MergeRow = ReturnType<typeof listMerges>[number];

/** The merges of a run, for whoever lists, compares or undoes them. */
export async function listMergesOfRun(store: Store, missionId: string, runId: string) {
  return listMerges(store.database, missionId).filter((merge) => merge.runId === runId);
}

/** Theme → when people last changed what it holds, by a merge or by undoing one; none where nobody did. */
export function listLastGatherings(reader: Reader, missionId: string): ReadonlyMap<string, number> {
  const rows = reader
    .select({ id: themeMerges.intoId, at: themeMerges.at, undoneAt: themeMergeUndoings.at })
    .from(themeMerges)
    .leftJoin(themeMergeUndoings, eq(themeMergeUndoings.mergeId, themeMerges.id))
    .where(eq(themeMerges.missionId, missionId))
    .all();
  const last = new Map<string, number>();
  for (const { id, at, undoneAt } of rows)
    last.set(id, Math.max(last.get(id) ?? 0, at, undoneAt ?? 0));
  return last;
}

/** Theme taken in by another → the theme that holds it now, at the end of all merges. */
export function rootsOf(
  merges: readonly Pick<MergeRow, 'absorbedId' | 'intoId'>[],
): ReadonlyMap<string, string> {
  const into = new Map(merges.map(({ absorbedId, intoId }) => [absorbedId, intoId]));
  const rootOf = (id: string) => {
    let root = id;
    for (let next = into.get(root); next !== undefined; next = into.get(root)) root = next;
    return root;
  };
  return new Map([...into.keys()].map((id) => [id, rootOf(id)]));
}

/** Theme → its description since people last changed what it holds; none where no merge of it stands. */
export function listDescriptions(
  reader: Reader,
  merges: readonly MergeRow[],
): ReadonlyMap<string, MergedDescription> {
  const gathered = [...new Set(merges.map(({ intoId }) => intoId))];
  const rows = reader
    .select()
    .from(themeDescriptions)
    .where(inArray(themeDescriptions.themeId, gathered))
    .orderBy(themeDescriptions.id)
    .all();
  // Written by the two functions below alone.
  return new Map(
    rows.map(({ themeId, description }) => [themeId, description as MergedDescription]),
  );
}

export interface NewMerge {
  readonly missionId: string;
  readonly absorbedId: string;
  readonly intoId: string;
  readonly mergedBy: string;
  readonly name: string;
  /** Of the theme that takes in, once it has. */
  readonly description: MergedDescription;
}

export type MergeOutcome = 'merged' | 'refused';

/**
 * Takes a theme into another: its segments are coded there too, the name is the one that the person gave. « refused »,
 * with nothing written: one of them is of another run, or was taken in meanwhile.
 */
export async function insertMerge(store: Store, merge: NewMerge): Promise<MergeOutcome> {
  return write(store, (transaction): MergeOutcome => {
    const { missionId, absorbedId, intoId, mergedBy, name, description } = merge;
    const roots = rootsOf(listMerges(transaction, missionId));
    const [absorbed, into] = [absorbedId, intoId].map((id) => findOwn(transaction, missionId, id));
    const isSound = absorbed !== undefined && into !== undefined && absorbed.runId === into.runId;
    if (!isSound || absorbedId === intoId || roots.has(absorbedId) || roots.has(intoId))
      return 'refused';
    const at = addMerge(transaction, { missionId, absorbedId, intoId, mergedBy });
    describe(transaction, intoId, description);
    transaction
      .insert(themeRenamings)
      .values({ id: newId(), themeId: intoId, name, renamedBy: mergedBy, at })
      .run();
    recordEvent(transaction, {
      missionId,
      accountId: mergedBy,
      action: 'theme.merge',
      subjectKind: 'theme',
      subjectId: intoId,
      detail: { absorbedId, name },
    });
    return 'merged';
  });
}

/** Writes a merge and the codings that come with it, inside the transaction of whoever decides. @returns when. */
export function addMerge(
  transaction: Transaction,
  merge: Pick<NewMerge, 'missionId' | 'absorbedId' | 'intoId' | 'mergedBy'>,
): number {
  const { missionId, absorbedId, intoId, mergedBy } = merge;
  const id = newId();
  const at = Date.now();
  transaction.insert(themeMerges).values({ id, missionId, absorbedId, intoId, mergedBy, at }).run();
  const held = transaction
    .select({ segmentId: codings.segmentId, stance: codings.stance })
    .from(codings)
    .where(eq(codings.themeId, absorbedId))
    .all();
  for (const { segmentId, stance } of held)
    transaction
      .insert(codings)
      .values({ segmentId, themeId: intoId, stance, codedBy: mergedBy, at, mergeId: id })
      .onConflictDoNothing()
      .run();
  return at;
}

/** Keeps what a theme became, inside the transaction of whoever changes it. */
export function describe(
  transaction: Transaction,
  themeId: string,
  description: MergedDescription,
): void {
  transaction.insert(themeDescriptions).values({ themeId, description, at: Date.now() }).run();
}

export interface NewUndoing {
  readonly missionId: string;
  readonly mergeId: string;
  readonly undoneBy: string;
  /** Of the theme that gives back, once it has; null where no other merge of it stands. */
  readonly description: MergedDescription | null;
}

/** Gives a theme back as it was. « refused »: the merge was undone already, or its theme was taken in since. */
export async function insertMergeUndoing(
  store: Store,
  { missionId, mergeId, undoneBy, description }: NewUndoing,
): Promise<'undone' | 'refused'> {
  return write(store, (transaction) => {
    const merges = listMerges(transaction, missionId);
    const merge = merges.find(({ id }) => id === mergeId);
    if (!merge || rootsOf(merges).has(merge.intoId)) return 'refused';
    transaction.insert(themeMergeUndoings).values({ mergeId, undoneBy, at: Date.now() }).run();
    transaction.delete(codings).where(eq(codings.mergeId, mergeId)).run();
    if (description) describe(transaction, merge.intoId, description);
    restoreName(transaction, merge, undoneBy);
    recordEvent(transaction, {
      missionId,
      accountId: undoneBy,
      action: 'theme.split',
      subjectKind: 'theme',
      subjectId: merge.intoId,
      detail: { absorbedId: merge.absorbedId },
    });
    return 'undone';
  });
}

/** The name from before the merge, unless people gave another since. */
function restoreName(
  transaction: Transaction,
  { intoId, at }: Pick<MergeRow, 'intoId' | 'at'>,
  renamedBy: string,
): void {
  const given = transaction
    .select({ name: themeRenamings.name, at: themeRenamings.at })
    .from(themeRenamings)
    .where(eq(themeRenamings.themeId, intoId))
    .orderBy(themeRenamings.at, themeRenamings.id)
    .all();
  if (given.at(-1)?.at !== at) return;
  const name = given.at(-2)?.name ?? inheritedName(transaction, intoId);
  transaction
    .insert(themeRenamings)
    .values({ id: newId(), themeId: intoId, name, renamedBy, at: Date.now() })
    .run();
}

/** What a theme is called where nobody named it: as the nearest that it continues, or as its run proposed. */
function inheritedName(reader: Reader, themeId: string): string {
  const theme = reader.select().from(themes).where(eq(themes.id, themeId)).get();
  for (let before = theme?.continuesId; before; ) {
    const given = reader
      .select({ name: themeRenamings.name })
      .from(themeRenamings)
      .where(eq(themeRenamings.themeId, before))
      .orderBy(desc(themeRenamings.at), desc(themeRenamings.id))
      .get();
    if (given) return given.name;
    before = reader
      .select({ id: themes.continuesId })
      .from(themes)
      .where(eq(themes.id, before))
      .get()?.id;
  }
  return theme?.proposedName ?? '';
}

/** Every merge of these themes and every undoing, newest first, with who and when. */
export async function listMergeHistory(store: Store, themeIds: readonly string[]) {
  return store.database
    .select({
      id: themeMerges.id,
      absorbedId: themeMerges.absorbedId,
      absorbedName: themes.proposedName,
      at: themeMerges.at,
      mergedBy: accounts.name,
      undoneAt: themeMergeUndoings.at,
    })
    .from(themeMerges)
    .innerJoin(themes, eq(themes.id, themeMerges.absorbedId))
    .leftJoin(accounts, eq(accounts.id, themeMerges.mergedBy))
    .leftJoin(themeMergeUndoings, eq(themeMergeUndoings.mergeId, themeMerges.id))
    .where(inArray(themeMerges.intoId, [...themeIds]))
    .orderBy(desc(themeMerges.at), desc(themeMerges.id))
    .all();
}

const findOwn = (reader: Reader, missionId: string, id: string) =>
  reader
    .select({ runId: themes.runId })
    .from(themes)
    .where(and(eq(themes.id, id), eq(themes.missionId, missionId)))
    .get();
