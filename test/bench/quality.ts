import { analyse } from '../../analysis/pipeline.ts';
import type { Method } from '../../analysis/settings.ts';
import { hasShared } from '../support/shared.ts';
import { CORPORA, normalisedInformation, readLabelled } from './labelled.ts';
import { median, toTable } from './table.ts';

/**
 * Agreement of `constat analyse --unit contribution --classes K` with human labels (NMI, arithmetic mean;
 * what has no theme is one class), median and extremes of five seeds, one setting for all corpora.
 */
const SEEDS = [1, 2, 3, 4, 5];
const METHODS: readonly Method[] = ['auto', 'reinert', 'mixture'];

if (hasShared('corpora')) {
  const rows = CORPORA.flatMap(({ name, file, classes, goal }) => {
    const texts = readLabelled(file);
    return METHODS.map((method) => {
      const seeds = method === 'reinert' ? SEEDS.slice(0, 1) : SEEDS;
      const found = seeds.map((seed) => agreement(texts, classes, method, seed));
      const [middle, low, high] = [median(found), Math.min(...found), Math.max(...found)];
      const mark = middle >= goal ? 'yes' : 'no';
      const figures = [middle, low, high, goal].map((value) => value.toFixed(3));
      return [name, `${texts.length}`, `${classes}`, method, ...figures, mark];
    });
  });
  const header = ['corpus', 'texts', 'K', 'method', 'median', 'least', 'most', 'goal', 'reached'];
  console.log(toTable(header, rows));
}

function agreement(
  texts: ReturnType<typeof readLabelled>,
  classes: number,
  method: Method,
  seed: number,
): number {
  const labelOf = new Map(texts.map(({ id, label }) => [id, label]));
  const contributions = texts.map(({ id, text }) => ({ id, text }));
  const settings = { unit: 'contribution', classes, method, seed, bootstraps: 0 } as const;
  const found = analyse(contributions, settings).contributions;
  return normalisedInformation(
    found.map(({ theme }) => theme),
    found.map(({ id }) => labelOf.get(id)),
  );
}
