import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BooleanMatrix, takeRows } from '../../analysis/math/matrix.ts';
import { readMatrixMarket } from '../../analysis/math/matrixMarket.ts';
import { DEFAULT_SETTINGS } from '../../analysis/settings.ts';
import { classifyReinert } from '../../analysis/steps/reinert.ts';
import { hasShared, sharedPath } from '../support/shared.ts';
import { toTable } from './table.ts';

/**
 * `constat classify` to ten classes, each in a process of its own, file parsing included, beside what
 * ../shared/reference/README.md gives for the same tables (whole process, CPU seconds; peak MB).
 */
const CLASSES = 10;
const TABLES = [
  { name: 'sib200-fra-stem', mended: '', shipped: '', iramuteq: '' },
  { name: 'gdn-reunions-stem', mended: '', shipped: '', iramuteq: '' },
  { name: 'scale-5000-stem', mended: '133; 888', shipped: '9.6; 858', iramuteq: '26; 271' },
  { name: 'scale-20000-stem', mended: '', shipped: '37; 3591', iramuteq: '197; 314' },
  { name: 'scale-100000-stem', mended: '', shipped: '132; 8807', iramuteq: '' },
];
const GROWTH = [1_000, 5_000, 20_000, 100_000];

if (hasShared('reference/rainette')) {
  measureCommand();
  measureGrowth();
}

function measureCommand(): void {
  const folder = mkdtempSync(join(tmpdir(), 'constat-bench-'));
  const rows = TABLES.map(({ name, mended, shipped, iramuteq }) => {
    const json = join(folder, 'classes.json');
    const matrix = sharedPath(`reference/rainette/${name}/dtm_bool.mtx`);
    const command = ['classify', '--matrix', matrix, '--classes', `${CLASSES}`, '--json', json];
    const start = performance.now();
    const { status } = spawnSync(process.execPath, ['server/cli.ts', ...command], {
      cwd: join(import.meta.dirname, '../..'),
    });
    const wall = (performance.now() - start) / 1000;
    if (status !== 0) throw new Error(`constat classify failed on ${name}`);
    const { seconds, peakMemoryMb } = JSON.parse(readFileSync(json, 'utf8'));
    return [
      name,
      seconds.toFixed(2),
      wall.toFixed(2),
      peakMemoryMb.toFixed(0),
      mended,
      shipped,
      iramuteq,
    ];
  });
  rmSync(folder, { recursive: true });
  const header = [
    'table',
    'seconds',
    'wall',
    'peak MB',
    'rainette mended',
    'rainette 0.3.2',
    'IRaMuTeQ',
  ];
  console.log(`${toTable(header, rows)}\n`);
}

/** The first rows of the largest table, taken evenly: cost against non-zero cells. */
function measureGrowth(): void {
  const result = readMatrixMarket(
    readFileSync(sharedPath('reference/rainette/scale-100000-stem/dtm_bool.mtx')),
  );
  if (!result.ok) throw new Error(`line ${result.line}: ${result.reason}`);
  const rows = GROWTH.map((count) => {
    const part = evenRows(result.matrix, count);
    const start = performance.now();
    classifyReinert(part, CLASSES, DEFAULT_SETTINGS.reinert);
    const seconds = (performance.now() - start) / 1000;
    const cells = part.columns.length;
    return [
      `${count}`,
      `${cells}`,
      seconds.toFixed(2),
      ((seconds / cells) * 1e6).toFixed(2),
      bar(seconds),
    ];
  });
  console.log(toTable(['rows', 'non-zero cells', 'seconds', 'µs a cell', ''], rows));
}

function evenRows(matrix: BooleanMatrix, count: number): BooleanMatrix {
  const step = matrix.rowCount / count;
  return takeRows(
    matrix,
    Int32Array.from({ length: count }, (_, i) => Math.floor(i * step)),
  );
}

function bar(seconds: number): string {
  return '▏'.padEnd(1 + Math.round(seconds * 8), '█');
}
