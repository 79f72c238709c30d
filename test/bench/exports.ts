import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openReader } from '../../db/open.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../../server/exports/formats.ts';
import { paths } from '../../views/paths.ts';
import { startServer } from '../support/process.ts';
import { EMAIL, PASSWORD, prepareStore, QUESTIONS, SURVEY } from './hundred-questions.ts';
import { toTable } from './table.ts';

/**
 * node test/bench/exports.ts [responses = 100000] [format …]
 * What is measured is what people meet: a consultant downloads, others open a page meanwhile.
 */
const [size = '100000', ...chosen] = process.argv.slice(2);
const asked = EXPORT_FORMATS.filter((format) => chosen.length === 0 || chosen.includes(format));
const RESPONSES = Number(size);

const OTHERS_EVERY_MS = 20;
const ALONE_MS = 20_000;
const HEAD = ['format', 'seconds', 'MB sent', 'peak RSS MB', 'others p50 ms', 'p99 ms', 'max ms'];
const PREPARED = process.env.CONSTAT_BENCH_STORE;

if (PREPARED) await prepareStore(PREPARED, RESPONSES);
else await run();

/** The store is filled by another process, and the platform is a third one: its memory is its own. */
async function run(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'constat-exports-'));
  const { status } = spawnSync(process.execPath, process.argv.slice(1), {
    env: { ...process.env, CONSTAT_BENCH_STORE: join(directory, 'constat.db') },
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('the store could not be filled');
  const server = await startServer(directory, {
    LOG_LEVEL: 'error',
    NODE_OPTIONS: '--max-semi-space-size=2', // as `npm start` has it
  });
  const { origin } = server;
  const pid = server.child.pid ?? 0;
  const cookie = await signIn(origin);
  const address = addressOf(join(directory, 'constat.db'));
  for (let visit = 0; visit < 20; visit += 1) await fetch(`${origin}/enquetes/${SURVEY}`);
  const rows: string[][] = [];
  const before = memoryOf(pid);
  // What visits cost by themselves, before anything is exported.
  for (const format of [null, ...asked])
    rows.push(await measure({ origin, pid, cookie, address }, format));
  await server.stop('SIGTERM');
  rmSync(directory, { recursive: true, force: true });
  console.log(
    `${RESPONSES} responses, ${QUESTIONS} questions; the platform at rest: ${before} MB\n`,
  );
  console.log(toTable(HEAD, rows));
}

async function signIn(origin: string): Promise<string> {
  const answer = await fetch(`${origin}/connexion`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin },
    body: new URLSearchParams({ email: EMAIL, password: PASSWORD }).toString(),
  });
  return answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
}

interface Measured {
  readonly origin: string;
  readonly pid: number;
  readonly cookie: string;
  readonly address: string;
}

function addressOf(databasePath: string): string {
  const { sqlite } = openReader(databasePath);
  const survey = sqlite
    .prepare<[], { id: string; mission_id: string }>('select id, mission_id from surveys')
    .get();
  sqlite.close();
  return paths.surveyExports(survey?.mission_id ?? '', survey?.id ?? '');
}

/** An export from the page of the survey, while someone else opens the questionnaire again and again. */
async function measure({ origin, pid, cookie, address }: Measured, format: ExportFormat | null) {
  let isOver = false;
  const waits: number[] = [];
  let peak = 0;
  const others = (async () => {
    while (!isOver) {
      const begun = performance.now();
      await (await fetch(`${origin}/enquetes/${SURVEY}`)).arrayBuffer();
      waits.push(performance.now() - begun);
      peak = Math.max(peak, memoryOf(pid));
      await pause(OTHERS_EVERY_MS);
    }
  })();
  const begun = performance.now();
  const bytes = format === null ? await pause(ALONE_MS, 0) : await download();
  const seconds = (performance.now() - begun) / 1000;
  isOver = true;
  await others;
  waits.sort((one, other) => one - other);
  const at = (share: number) => (waits[Math.floor((waits.length - 1) * share)] ?? 0).toFixed(1);
  return [
    format ?? '(none)',
    seconds.toFixed(1),
    (bytes / 2 ** 20).toFixed(0),
    String(peak),
    at(0.5),
    at(0.99),
    at(1),
  ];

  async function download(): Promise<number> {
    const answer = await fetch(`${origin}${address}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin, cookie },
      body: new URLSearchParams({ format: format ?? '', isInternal: 'oui' }).toString(),
    });
    if (answer.status !== 200 || !answer.body) throw new Error(`${format}: ${answer.status}`);
    let bytes = 0;
    for await (const part of answer.body) bytes += part.length;
    return bytes;
  }
}

/** MB held in memory by a process, as Linux counts them. */
function memoryOf(pid: number): number {
  const [, kilobytes = '0'] =
    /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}
