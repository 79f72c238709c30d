import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SweepCell } from '../../../analysis/sweep.ts';
import { write } from '../../../db/open.ts';
import { insertContributions } from '../../../db/queries/contributions.ts';
import { listEvents } from '../../../db/queries/events.ts';
import {
  findSweep,
  listSweepCells,
  type NewSweep,
  renewSweepLease,
} from '../../../db/queries/sweeps.ts';
import { createSweepJobs } from '../../../server/jobs/sweeps.ts';
import { writeTowns } from '../../analysis/support/towns.ts';
import {
  addAccount,
  addMission,
  openTestPlatform,
  type TestPlatform,
} from '../../support/platform.ts';

const ROOT = join(import.meta.dirname, '../../..');
const CELLS: readonly SweepCell[] = [2, 3, 4, 5, 6, 7].map((classes) => ({
  method: 'reinert',
  classes,
  segmentWords: 40,
  floor: 'auto',
  seed: 1,
}));

describe('a sweep, as one job', () => {
  let platform: TestPlatform;
  let mission: string;
  let solange: string;

  beforeEach(async () => {
    platform = await openTestPlatform();
    solange = await addAccount(platform.store, 'Solange Perrin', 'consultant');
    mission = await addMission(platform.store, solange);
    write(platform.store, (transaction) =>
      insertContributions(
        transaction,
        writeTowns(60).map(({ id, text }, position) => ({
          id,
          missionId: mission,
          family: 'survey' as const,
          sourceKind: 'submission' as const,
          sourceId: id,
          locator: 'q8',
          position,
          kind: 'verbatim' as const,
          text,
          stakeholderId: null,
          consent: 'by-function' as const,
        })),
      ),
    );
  });
  afterEach(() => platform.close());

  const asked = (changes: Partial<NewSweep> = {}): NewSweep => ({
    missionId: mission,
    purpose: 'comparison',
    runId: null,
    settings: { bootstraps: 4 },
    cells: CELLS,
    requestedBy: solange,
    ...changes,
  });
  const find = async (id: string) => {
    const sweep = await findSweep(platform.store, mission, id);
    if (!sweep) throw new Error('there is no such sweep');
    return sweep;
  };
  const cellsOf = (id: string) => listSweepCells(platform.store, id);
  const actions = async () =>
    (await listEvents(platform.store, mission, { limit: 50, offset: 0 }))
      .map(({ action }) => action)
      .filter((action) => action.startsWith('sweep.'));

  /** Resolves when so many cells are on disk. */
  async function untilMeasured(id: string, cells: number): Promise<void> {
    while ((await cellsOf(id)).length < cells)
      await new Promise((resolve) => setTimeout(resolve, 3));
  }

  it('measures each cell, says how far it is, and that it has ended', async () => {
    const { sweeps } = platform.services;
    const id = await sweeps.start(asked());
    const seen: number[] = [];
    const stop = sweeps.watch(id, (progress) => seen.push(progress ? progress.done : -1));
    await sweeps.ended(id);
    stop();
    const steps = seen.slice(0, -1);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect([Math.max(...seen), seen.at(-1)]).toEqual([6, -1]);
    expect(await find(id)).toMatchObject({ measured: 6, lastTurn: 'finished' });
    expect((await cellsOf(id)).map(({ result }) => result.classes).slice(0, 3)).toEqual([2, 3, 4]);
    expect(await actions()).toEqual(['sweep.finished', 'sweep.create']);
    expect(sweeps.progressOf(id)).toBeUndefined();
  });

  it('cancelled, keeps what is measured, and goes on from there with the same figures', async () => {
    const { sweeps } = platform.services;
    const whole = await sweeps.start(asked());
    await sweeps.ended(whole);
    const id = await sweeps.start(asked({ settings: { bootstraps: 4 } }));
    await untilMeasured(id, 1);
    await sweeps.cancel(id, solange);
    const kept = (await cellsOf(id)).length;
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(6);
    expect((await find(id)).lastTurn).toBe('cancelled');
    expect(await sweeps.resume(await find(id), solange)).toBe(true);
    await sweeps.ended(id);
    expect(await cellsOf(id)).toEqual(await cellsOf(whole));
    expect((await find(id)).lastTurn).toBe('finished');
    expect((await actions()).slice(0, 4)).toEqual([
      'sweep.finished',
      'sweep.resumed',
      'sweep.cancelled',
      'sweep.create',
    ]);
  });

  it('left by a platform that closes, waits to be taken up, and nobody is said to have cancelled it', async () => {
    const first = createSweepJobs(platform.store, () => {});
    const id = await first.start(asked());
    await untilMeasured(id, 2);
    await first.close();
    const kept = (await cellsOf(id)).length;
    expect(await find(id)).toMatchObject({ lastTurn: null, measured: kept });
    expect(await platform.services.sweeps.resume(await find(id), null)).toBe(true);
    await platform.services.sweeps.ended(id);
    expect((await cellsOf(id)).length).toBe(6);
  });

  it('held by another process, is not taken from it', async () => {
    const other = createSweepJobs(platform.store, () => {});
    const id = await other.start(asked());
    expect(await platform.services.sweeps.resume(await find(id), null)).toBe(false);
    await other.cancel(id, null);
  });

  it('of a process that is killed, loses at most the cell under way', async () => {
    const script = `
      const [{ openStore }, { createSweepJobs }] = await Promise.all([
        import(${JSON.stringify(`${ROOT}/db/open.ts`)}),
        import(${JSON.stringify(`${ROOT}/server/jobs/sweeps.ts`)}),
      ]);
      const jobs = createSweepJobs(openStore(${JSON.stringify(join(platform.directory, 'constat.db'))}), console.error);
      const id = await jobs.start(${JSON.stringify(asked())});
      jobs.watch(id, (progress) => console.log(JSON.stringify({ id, ...progress })));
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
    const told: { id: string; done: number }[] = [];
    await new Promise<void>((resolve) => {
      let rest = '';
      child.stdout.on('data', (chunk) => {
        const lines = `${rest}${chunk}`.split('\n');
        rest = lines.pop() ?? '';
        told.push(...lines.map((line) => JSON.parse(line)));
        if ((told.at(-1)?.done ?? 0) >= 2) resolve();
      });
    });
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('close', resolve));
    const { id = '', done = 0 } = told.at(-1) ?? {};
    const kept = await cellsOf(id);
    expect(kept.length).toBeGreaterThanOrEqual(done);
    await renewSweepLease(platform.store, id, 0); // as if its time had passed
    expect(await platform.services.sweeps.resume(await find(id), solange)).toBe(true);
    await platform.services.sweeps.ended(id);
    const all = await cellsOf(id);
    expect(all).toHaveLength(6);
    expect(all.slice(0, kept.length)).toEqual(kept);
  });

  it('measures again what was measured on another corpus', async () => {
    const { sweeps } = platform.services;
    const id = await sweeps.start(asked({ cells: CELLS.slice(0, 2) }));
    await sweeps.ended(id);
    const before = await cellsOf(id);
    write(platform.store, (transaction) =>
      insertContributions(transaction, [
        {
          missionId: mission,
          family: 'survey' as const,
          sourceKind: 'submission' as const,
          sourceId: 'late',
          locator: 'q8',
          position: 1,
          kind: 'verbatim' as const,
          text: 'Le médecin et l’hôpital manquent à tous les patients du canton.',
          stakeholderId: null,
          consent: 'by-function' as const,
        },
      ]),
    );
    expect(await sweeps.resume(await find(id), null)).toBe(true);
    await sweeps.ended(id);
    const after = await cellsOf(id);
    expect(after.map(({ place }) => place)).toEqual([0, 1]);
    for (const [place, { result }] of after.entries())
      expect(result.corpusHash).not.toBe(before[place]?.result.corpusHash);
  });
});
