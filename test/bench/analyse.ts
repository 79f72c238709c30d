import { readFileSync } from 'node:fs';
import type { Analysis } from '../../analysis/analysis.ts';
import { readCorpus } from '../../server/documents/read/readCorpus.ts';
import { runAnalysis } from '../../server/jobs/analyse.ts';
import { hasShared, sharedPath } from '../support/shared.ts';
import { toTable } from './table.ts';

/** Whole analyses with the default settings, as `constat analyse` runs them. */
const CORPORA = [
  ['entretiens', 'entretiens-artisans/docx'],
  ['gdn-reunions', 'gdn-reunions-locales/reunions.jsonl'],
  ['service-public', 'service-public-fiches/fiches_descriptions.jsonl'],
  ['mel comments', 'mel-grand-debat/iramuteq/commentaires.txt'],
  ['paragraphes', 'service-public-fiches/paragraphes.jsonl'],
] as const;

if (hasShared('corpora')) {
  const rows: string[][] = [];
  for (const [name, path] of CORPORA) {
    const { contributions } = await readCorpus(sharedPath(`corpora/${path}`));
    const analysis = await runAnalysis(contributions, {});
    rows.push([name, `${contributions.length}`, ...figures(analysis)]);
  }
  const header = [
    'corpus',
    'texts',
    'units',
    'read',
    'matrix',
    'classify',
    'describe',
    'judge',
    'all but judge',
    'peak MB',
    'method',
    'classes',
    'largest',
    'smallest',
    'left out',
    'stability',
  ];
  console.log(toTable(header, rows));
  console.log(`\n${cpuModel()}`);
}

function figures({ run, units, themes, leftOut, choice }: Analysis): string[] {
  const { read, matrix, classify, describe, judge } = run.seconds;
  const shares = themes.map(({ share }) => share);
  const stability = themes.reduce((sum, theme) => sum + (theme.stability ?? 0) * theme.share, 0);
  return [
    `${units.length}`,
    ...[read, matrix, classify, describe, judge].map((seconds) => seconds.toFixed(2)),
    (read + matrix + classify + describe).toFixed(2),
    run.peakMemoryMb.toFixed(0),
    choice.method,
    `${themes.length}`,
    percent(Math.max(...shares)),
    percent(Math.min(...shares)),
    percent(leftOut.share),
    stability.toFixed(2),
  ];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** Seconds mean nothing without the machine. */
function cpuModel(): string {
  try {
    const model = /model name\s*:\s*(.*)/.exec(readFileSync('/proc/cpuinfo', 'utf8'));
    return `Processor: ${model?.[1] ?? 'unknown'}`;
  } catch {
    return 'Processor: unknown';
  }
}
