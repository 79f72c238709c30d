import { and, asc, count, desc, eq, lte } from 'drizzle-orm';
import type { CodedSpan } from '../../analysis/steps/continuity.ts';
import type { CellResult, SweepCell } from '../../analysis/sweep.ts';
import { newId } from '../ids.ts';
import { type Store, type Transaction, write } from '../open.ts';
import { accounts } from '../schema/accounts.ts';
import {
  type SWEEP_PURPOSES,
  type SWEEP_TURNS,
  sweepCells,
  sweeps,
  sweepTurns,
} from '../schema/sweeps.ts';
import { recordEvent } from './events.ts';
import { readCodedSpans } from './explorations.ts';

export type SweepPurpose = (typeof SWEEP_PURPOSES)[number];
export type SweepTurn = (typeof SWEEP_TURNS)[number];
export type SweepRow = NonNullable<Awaited<ReturnType<typeof findSweep>>>;

export interface NewSweep {
  readonly missionId: string;
  readonly purpose: SweepPurpose;
  /** The analysis that settings are compared with. */
  readonly runId: string | null;
  readonly settings: Record<string, unknown>;
  readonly cells: readonly SweepCell[];
  readonly requestedBy: string | null;
}

/** @returns the id of the sweep, held for `leaseFor` milliseconds by whoever begins it. */
export async function insertSweep(
  store: Store,
  sweep: NewSweep,
  leaseFor: number,
): Promise<string> {
  return write(store, (transaction) => {
    const id = newId();
    const requestedAt = Date.now();
    const leasedUntil = requestedAt + leaseFor;
    transaction
      .insert(sweeps)
      .values({ ...sweep, id, requestedAt, leasedUntil })
      .run();
    const { missionId, requestedBy: accountId } = sweep;
    recordSweepEvent(transaction, { id, missionId, accountId, action: 'sweep.create' });
    return id;
  });
}

/**
 * Takes up a sweep that stopped, unless another process holds it.
 * @returns whether it is now held by whoever asked.
 */
export async function resumeSweep(
  store: Store,
  sweep: { readonly id: string; readonly missionId: string; readonly accountId: string | null },
  leaseFor: number,
): Promise<boolean> {
  return write(store, (transaction) => {
    const now = Date.now();
    const { changes } = transaction
      .update(sweeps)
      .set({ leasedUntil: now + leaseFor })
      .where(and(eq(sweeps.id, sweep.id), lte(sweeps.leasedUntil, now)))
      .run();
    if (changes > 0) turn(transaction, sweep, 'resumed');
    return changes > 0;
  });
}

/** `leaseFor` 0 lets it go: whoever asks may take it up. */
export async function renewSweepLease(store: Store, id: string, leaseFor: number): Promise<void> {
  store.database
    .update(sweeps)
    .set({ leasedUntil: Date.now() + leaseFor })
    .where(eq(sweeps.id, id))
    .run();
}

/** Writes how a sweep stopped, and lets it go. */
export async function stopSweep(
  store: Store,
  sweep: { readonly id: string; readonly missionId: string; readonly accountId: string | null },
  how: Exclude<SweepTurn, 'resumed'>,
): Promise<void> {
  write(store, (transaction) => {
    transaction
      .update(sweeps)
      .set({ leasedUntil: Date.now() })
      .where(eq(sweeps.id, sweep.id))
      .run();
    turn(transaction, sweep, how);
  });
}

/** Keeps a cell as soon as it is measured; measured again, it takes its own place. */
export function saveSweepCell(
  store: Store,
  cell: { readonly sweepId: string; readonly place: number; readonly result: CellResult },
): void {
  const { result } = cell;
  const at = Date.now();
  write(store, (transaction) => {
    transaction
      .insert(sweepCells)
      .values({ ...cell, at })
      .onConflictDoUpdate({
        target: [sweepCells.sweepId, sweepCells.place],
        set: { result, at },
      })
      .run();
  });
}

export async function findSweep(store: Store, missionId: string, id: string) {
  return selectSweeps(store, and(eq(sweeps.missionId, missionId), eq(sweeps.id, id))).at(0);
}

/** The mission's sweeps of a purpose, newest first. */
export async function listSweeps(store: Store, missionId: string, purpose: SweepPurpose) {
  return selectSweeps(store, and(eq(sweeps.missionId, missionId), eq(sweeps.purpose, purpose)));
}

/** The last look at the neighbours of a run. */
export async function findSensitivity(store: Store, runId: string) {
  return selectSweeps(store, and(eq(sweeps.runId, runId), eq(sweeps.purpose, 'sensitivity'))).at(0);
}

/** What is measured so far, in the order of the places. */
export async function listSweepCells(store: Store, sweepId: string) {
  return store.database
    .select({ place: sweepCells.place, result: sweepCells.result })
    .from(sweepCells)
    .where(eq(sweepCells.sweepId, sweepId))
    .orderBy(asc(sweepCells.place))
    .all();
}

/** Where a run put what it classified, themes by their numbers: what settings are compared with. */
export function* readThemedSpans(store: Store, runId: string): Generator<readonly CodedSpan[]> {
  for (const part of readCodedSpans(store, runId))
    yield part.map(({ theme, ...span }) => ({ ...span, theme: String(theme) }));
}

function selectSweeps(store: Store, where: ReturnType<typeof and>) {
  const { database } = store;
  const rows = database
    .select({
      id: sweeps.id,
      missionId: sweeps.missionId,
      purpose: sweeps.purpose,
      runId: sweeps.runId,
      settings: sweeps.settings,
      cells: sweeps.cells,
      requestedAt: sweeps.requestedAt,
      requestedBy: accounts.name,
    })
    .from(sweeps)
    .leftJoin(accounts, eq(accounts.id, sweeps.requestedBy))
    .where(where)
    .orderBy(desc(sweeps.requestedAt), desc(sweeps.id))
    .all();
  return rows.map((row) => ({
    ...row,
    measured:
      database
        .select({ cells: count() })
        .from(sweepCells)
        .where(eq(sweepCells.sweepId, row.id))
        .get()?.cells ?? 0,
    lastTurn:
      database
        .select({ turn: sweepTurns.turn })
        .from(sweepTurns)
        .where(eq(sweepTurns.sweepId, row.id))
        .orderBy(desc(sweepTurns.id))
        .limit(1)
        .get()?.turn ?? null,
  }));
}

function turn(
  transaction: Transaction,
  sweep: { readonly id: string; readonly missionId: string; readonly accountId: string | null },
  how: SweepTurn,
): void {
  transaction
    .insert(sweepTurns)
    .values({ sweepId: sweep.id, turn: how, turnedBy: sweep.accountId, at: Date.now() })
    .run();
  recordSweepEvent(transaction, { ...sweep, action: `sweep.${how}` });
}

function recordSweepEvent(
  transaction: Transaction,
  event: { id: string; missionId: string; accountId: string | null; action: string },
): void {
  const { id, missionId, accountId, action } = event;
  recordEvent(transaction, { missionId, accountId, action, subjectKind: 'sweep', subjectId: id });
}
