/** Many settings tried on one corpus, and what each gave. */
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { CellResult, SweepCell } from '../../analysis/sweep.ts';
import { runs } from './analysis.ts';
import { account, at, id } from './columns.ts';
import { mission } from './missions.ts';

/** Settings compared with one another, or the neighbours of a run, to see what of it remains. */
export const SWEEP_PURPOSES = ['comparison', 'sensitivity'] as const;

export const sweeps = sqliteTable(
  'sweeps',
  {
    id: id(),
    missionId: mission(),
    purpose: text('purpose', { enum: SWEEP_PURPOSES }).notNull(),
    /** The analysis that each setting is compared with; null: there was none. */
    runId: text('run_id').references(() => runs.id),
    /** What all cells share, the mission's own words included. */
    settings: text('settings', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    /** What is to be tried, in that order. */
    cells: text('cells', { mode: 'json' }).$type<readonly SweepCell[]>().notNull(),
    requestedBy: account('requested_by'),
    requestedAt: at('requested_at'),
    /** The lease of the process that works on it; a lease that ran out means that it died. */
    leasedUntil: integer('leased_until').notNull(),
  },
  (table) => [index('sweeps_by_mission').on(table.missionId, table.purpose, table.requestedAt)],
);

/** A cell is here as soon as it is measured; one measured again on another corpus takes its place. */
export const sweepCells = sqliteTable(
  'sweep_cells',
  {
    sweepId: text('sweep_id')
      .notNull()
      .references(() => sweeps.id),
    /** Place in `cells`, from 0. */
    place: integer('place').notNull(),
    result: text('result', { mode: 'json' }).$type<CellResult>().notNull(),
    at: at('at'),
  },
  (table) => [primaryKey({ columns: [table.sweepId, table.place] })],
);

export const SWEEP_TURNS = ['finished', 'failed', 'cancelled', 'resumed'] as const;

/** How a sweep stopped or went on. The last row stands; none: it works, or its process died. */
export const sweepTurns = sqliteTable(
  'sweep_turns',
  {
    id: integer('id').primaryKey(),
    sweepId: text('sweep_id')
      .notNull()
      .references(() => sweeps.id),
    turn: text('turn', { enum: SWEEP_TURNS }).notNull(),
    /** Null: the platform itself. */
    turnedBy: account('turned_by'),
    at: at('at'),
  },
  (table) => [index('sweep_turns_by_sweep').on(table.sweepId, table.id)],
);
