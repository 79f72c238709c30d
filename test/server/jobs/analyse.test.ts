import { describe, expect, test } from 'vitest';
import type { Progress } from '../../../analysis/analysis.ts';
import { analyse } from '../../../analysis/pipeline.ts';
import { runAnalysis } from '../../../server/jobs/analyse.ts';
import { writeTowns } from '../../analysis/support/towns.ts';

const towns = writeTowns(60);
const settings = { classes: 3, bootstraps: 4 };

describe('An analysis in its own thread', () => {
  test('gives what the pipeline gives, and tells how far it is', async () => {
    const seen: Progress[] = [];
    const analysis = await runAnalysis(towns, settings, {
      onProgress: (progress) => seen.push(progress),
    });
    const direct = analyse(towns, settings);
    expect(analysis.units).toEqual(direct.units);
    expect(analysis.themes).toEqual(direct.themes);
    expect(new Set(seen.map(({ step }) => step)).size).toBeGreaterThan(3);
  });

  test('gives the same when resamples are shared out among threads', async () => {
    const many = writeTowns(300);
    const shared = await runAnalysis(many, { bootstraps: 6 });
    const direct = analyse(many, { bootstraps: 6 });
    expect(shared.themes).toEqual(direct.themes);
    expect(shared.choice).toEqual(direct.choice);
  });

  test('stops when asked, and says that it was asked', async () => {
    const controller = new AbortController();
    const running = runAnalysis(
      towns,
      { bootstraps: 5000 },
      {
        signal: controller.signal,
        onProgress: ({ step }) => {
          if (step === 'classify')
            controller.abort(new Error('La consultante a arrêté l’analyse.'));
        },
      },
    );
    await expect(running).rejects.toThrow('La consultante a arrêté l’analyse.');
  });

  test('is not begun when already cancelled', async () => {
    await expect(
      runAnalysis(towns, settings, { signal: AbortSignal.abort(new Error('trop tard')) }),
    ).rejects.toThrow('trop tard');
  });

  test('leaves the event loop free meanwhile', async () => {
    let turns = 0;
    const timer = setInterval(() => {
      turns++;
    }, 5);
    await runAnalysis(towns, { bootstraps: 200 });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
  });
});
