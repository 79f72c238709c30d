import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openReader } from '../../db/open.ts';
import { paths } from '../../views/paths.ts';
import { startServer } from '../support/process.ts';
import { EMAIL, PASSWORD, prepareStore, QUESTIONS, SURVEY } from './hundred-questions.ts';
import { toTable } from './table.ts';

/**
 * node test/bench/results.ts [responses = 100000]
 * What a consultant waits for, page after page of results, and what others wait meanwhile: they open the questionnaire
 * again and again.
 */
const RESPONSES = Number(process.argv[2] ?? 100_000);
const OTHERS_EVERY_MS = 20;
const PREPARED = process.env.CONSTAT_BENCH_STORE;

if (PREPARED) await prepareStore(PREPARED, RESPONSES);
else await run();

/** The store is filled by another process, and the platform is a third one: its memory is its own. */
async function run(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'constat-results-'));
  const databasePath = join(directory, 'constat.db');
  const { status } = spawnSync(process.execPath, process.argv.slice(1), {
    env: { ...process.env, CONSTAT_BENCH_STORE: databasePath },
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('the store could not be filled');
  const server = await startServer(directory, { LOG_LEVEL: 'error' });
  const { origin } = server;
  const pid = server.child.pid ?? 0;
  const cookie = await signIn(origin);
  const { mission, survey } = placeOf(databasePath);
  const results = paths.surveyResults(mission, survey);
  for (let visit = 0; visit < 20; visit += 1) await fetch(`${origin}/enquetes/${SURVEY}`);
  const before = memoryOf(pid);
  const rows: string[][] = [];
  for (const [name, address] of [
    ['first page: everything is read', results],
    ['the same again', results],
    ['one answer kept', `${results}?reponse=q0:c1`],
    ['two answers kept', `${results}?reponse=q0:c1&reponse=q7:c2`],
    ['all crossings', paths.surveyCrossings(mission, survey)],
    ['to publish', paths.surveyRelease(mission, survey)],
  ] as const)
    rows.push([name, ...(await measure({ origin, pid, cookie }, address))]);
  await server.stop('SIGTERM');
  rmSync(directory, { recursive: true, force: true });
  console.log(`${RESPONSES} responses, ${QUESTIONS} questions; at rest: ${before} MB\n`);
  console.log(
    toTable(['page', 'seconds', 'peak RSS MB', 'others p50 ms', 'p99 ms', 'max ms'], rows),
  );
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

function placeOf(databasePath: string): { mission: string; survey: string } {
  const { sqlite } = openReader(databasePath);
  const found = sqlite
    .prepare<[], { id: string; mission_id: string }>('select id, mission_id from surveys')
    .get();
  sqlite.close();
  return { mission: found?.mission_id ?? '', survey: found?.id ?? '' };
}

interface Platform {
  readonly origin: string;
  readonly pid: number;
  readonly cookie: string;
}

async function measure({ origin, pid, cookie }: Platform, address: string): Promise<string[]> {
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
  let answer = await fetch(`${origin}${address}`, { headers: { cookie } });
  await answer.arrayBuffer();
  // Who waits too long is told to come back.
  for (let again = 0; answer.status === 503 && again < 30; again += 1) {
    answer = await fetch(`${origin}${address}`, { headers: { cookie } });
    await answer.arrayBuffer();
  }
  const seconds = (performance.now() - begun) / 1000;
  isOver = true;
  await others;
  if (answer.status !== 200) throw new Error(`${address}: ${answer.status}`);
  waits.sort((one, other) => one - other);
  const at = (share: number) => (waits[Math.floor((waits.length - 1) * share)] ?? 0).toFixed(1);
  return [seconds.toFixed(1), String(peak), at(0.5), at(0.99), at(1)];
}

/** MB held in memory by a process, as Linux counts them. */
function memoryOf(pid: number): number {
  const [, kilobytes = '0'] =
    /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}
