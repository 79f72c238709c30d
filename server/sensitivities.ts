import type { Knob } from '../analysis/steps/sensitivity.ts';
import type { CellResult, SweepCell } from '../analysis/sweep.ts';
import { findSensitivity, listSweepCells, type SweepRow } from '../db/queries/sweeps.ts';
import { listLastGatherings } from '../db/queries/theme-merges.ts';
import type { SensitivityView } from '../views/explorations/page.ts';
import {
  measureSensitivity,
  type Neighbour,
  readSensitivity,
  type Sensitivity,
  survivalTable,
} from '../views/explorations/sensitivity.ts';
import { explorationMessages } from '../views/messages/explorations.ts';
import { paths } from '../views/paths.ts';
import type { Services } from './services.ts';
import type { ShownRun } from './shown-run.ts';
import { sweepStateView } from './sweep-states.ts';

const said = explorationMessages.sensitivity;

/** What becomes of the themes of the run shown when one of its settings changes a little. */
export async function sensitivityOf(
  { store, sweeps }: Pick<Services, 'store' | 'sweeps'>,
  { run, report, themes }: ShownRun,
): Promise<{ readonly measured: Sensitivity | null; readonly view: SensitivityView }> {
  const sweep = await findSensitivity(store, run.id);
  const gatherings = listLastGatherings(store.database, run.missionId);
  const isPast = themes.some(
    ({ id }) => (gatherings.get(id) ?? 0) > (sweep?.requestedAt ?? Infinity),
  );
  const neighbours = sweep ? await neighboursOf(sweep) : [];
  const isWhole = neighbours.length > 0 && neighbours.length === sweep?.cells.length;
  const measured = isWhole && !isPast ? measureSensitivity(neighbours, themes) : null;
  return {
    measured,
    view: {
      launchPath: paths.sensitivities(run.missionId),
      state:
        sweep && (!isPast || sweeps.progressOf(sweep.id)) ? sweepStateView(sweeps, sweep) : null,
      label: said.running,
      reading: readingOf(),
      table:
        neighbours.length === 0
          ? null
          : { caption: said.caption, ...survivalTable(neighbours, themes) },
    },
  };

  function readingOf(): string[] {
    if (isPast) return [said.past];
    return measured ? readSensitivity(measured) : [];
  }

  async function neighboursOf({ id, cells }: SweepRow): Promise<Neighbour[]> {
    return (await listSweepCells(store, id)).flatMap(({ place, result }) => {
      const cell = cells[place];
      const knob = cell && knobOf(cell);
      if (!knob) return [];
      const label = labelOf(knob, cell, result);
      const survivals = new Map(
        result.survivals.map(({ theme, jaccard }) => [Number(theme), jaccard]),
      );
      return { knob, label, likeness: result.likeness, survivals };
    });
  }

  /** Which setting is not the run's own. */
  function knobOf({ classes, segmentWords, floor, seed }: SweepCell): Knob | null {
    const { settings } = report.run;
    if (classes !== report.choice.classes) return 'classes';
    if (segmentWords !== settings.segmentWords) return 'segmentWords';
    if (floor !== 'auto') return 'floor';
    return seed === settings.seed ? null : 'seed';
  }
}

function labelOf(knob: Knob, cell: SweepCell, { floor }: CellResult): string {
  const { columns } = said;
  if (knob === 'classes') return columns.classes(cell.classes);
  if (knob === 'segmentWords') return columns.segmentWords(cell.segmentWords);
  return knob === 'floor' ? columns.floor(floor) : columns.seed();
}
