import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * npm run bench                 runs what measures the analysis, one after the other
 * npm run bench -- classify …   runs the benches named
 */
const BENCHES = [
  { name: 'words', summary: 'lemmas against human annotation, words a second', isAnalysis: true },
  { name: 'classify', summary: 'Reinert: seconds and memory, and how they grow', isAnalysis: true },
  { name: 'quality', summary: 'classes against human labels', isAnalysis: true },
  {
    name: 'analyse',
    summary: 'whole analyses: seconds by step, memory, classes',
    isAnalysis: true,
  },
  {
    name: 'exports',
    summary: '100,000 responses × 100 questions: seconds, memory, and what others wait',
    isAnalysis: false,
  },
  {
    name: 'results',
    summary: '100,000 responses × 100 questions: seconds a page, and what others wait',
    isAnalysis: false,
  },
  {
    name: 'answering',
    summary: 'a page of 12 questions: server time, bytes; 500 questions checked',
    isAnalysis: false,
  },
  {
    name: 'submissions',
    summary: 'answers a second, and none lost to a SIGKILL',
    isAnalysis: false,
  },
];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !BENCHES.some((bench) => bench.name === name));
if (unknown.length > 0) {
  const known = BENCHES.map(({ name, summary }) => `  ${name.padEnd(14)}${summary}`).join('\n');
  console.error(`Unknown: ${unknown.join(', ')}. Known:\n${known}`);
  process.exitCode = 2;
} else {
  const chosen = BENCHES.filter(({ name, isAnalysis }) =>
    asked.length === 0 ? isAnalysis : asked.includes(name),
  );
  for (const { name, summary } of chosen) {
    console.log(`\n## ${name}: ${summary}\n`);
    const file = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
    const { status } = spawnSync(process.execPath, [file], { stdio: 'inherit' });
    if (status !== 0) process.exitCode = 1;
  }
}
