import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { closeStore, openReader, openStore, type Store } from '../../db/open.ts';
import { insertAccount } from '../../db/queries/accounts.ts';
import { insertMission } from '../../db/queries/missions.ts';
import { publishSurvey } from '../../db/queries/surveys.ts';
import { loadTerritories } from '../../db/territories.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../../server/exports/formats.ts';
import { hashPassword } from '../../server/passwords.ts';
import { defineQuestionnaire, type Questionnaire } from '../../surveys/definition.ts';
import { paths } from '../../views/paths.ts';
import { startServer } from '../support/process.ts';
import { toTable } from './table.ts';

/**
 * node test/bench/exports.ts [responses = 100000] [format …]
 * A hundred questions of seven types, every fifth with a condition; answers are drawn from a seed. What is measured is
 * what people meet: a consultant downloads, others open a page meanwhile.
 */
const [size = '100000', ...chosen] = process.argv.slice(2);
const asked = EXPORT_FORMATS.filter((format) => chosen.length === 0 || chosen.includes(format));
const RESPONSES = Number(size);
const QUESTIONS = 100;

const SURVEY = 'cent-questions';
const EMAIL = 'banc@exemple.fr';
const PASSWORD = 'le marché du samedi matin';
const OTHERS_EVERY_MS = 20;
const WORDS = readFileSync(import.meta.filename, 'utf8').match(/[a-z]{4,}/g) ?? [];
const HEAD = ['format', 'seconds', 'MB sent', 'peak RSS MB', 'others p50 ms', 'p99 ms', 'max ms'];
const PREPARED = process.env.CONSTAT_BENCH_STORE;

if (PREPARED) await prepare(PREPARED);
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
    NODE_OPTIONS: '--max-semi-space-size=4', // as `npm start` has it
  });
  const { origin } = server;
  const pid = server.child.pid ?? 0;
  const cookie = await signIn(origin);
  const address = addressOf(join(directory, 'constat.db'));
  for (let visit = 0; visit < 20; visit += 1) await fetch(`${origin}/enquetes/${SURVEY}`);
  const rows: string[][] = [];
  const before = memoryOf(pid);
  for (const format of asked) rows.push(await measure({ origin, pid, cookie, address }, format));
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
async function measure({ origin, pid, cookie, address }: Measured, format: ExportFormat) {
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
  const answer = await fetch(`${origin}${address}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin, cookie },
    body: new URLSearchParams({ format, isInternal: 'oui' }).toString(),
  });
  if (answer.status !== 200 || !answer.body) throw new Error(`${format}: ${answer.status}`);
  let bytes = 0;
  for await (const part of answer.body) bytes += part.length;
  const seconds = (performance.now() - begun) / 1000;
  isOver = true;
  await others;
  waits.sort((one, other) => one - other);
  const at = (share: number) => (waits[Math.floor((waits.length - 1) * share)] ?? 0).toFixed(1);
  return [
    format,
    seconds.toFixed(1),
    (bytes / 2 ** 20).toFixed(0),
    String(peak),
    at(0.5),
    at(0.99),
    at(1),
  ];
}

/** MB held in memory by a process, as Linux counts them. */
function memoryOf(pid: number): number {
  const [, kilobytes = '0'] =
    /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}

async function prepare(databasePath: string): Promise<void> {
  const store = openStore(databasePath);
  loadTerritories(store);
  const createdBy = await insertAccount(store, {
    email: EMAIL,
    name: 'Banc d’essai',
    role: 'consultant',
    passwordHash: await hashPassword(PASSWORD),
  });
  if (createdBy === undefined) throw new Error('the store was not empty');
  const missionId = await insertMission(store, {
    title: 'Banc d’essai',
    client: '',
    summary: '',
    regions: [],
    createdBy,
  });
  const definition = hundredQuestions();
  const id = await publishSurvey(store, { missionId, definition, slug: SURVEY, isOpen: true });
  fill(store, id);
  closeStore(store);
}

function fill({ sqlite }: Store, id: string): void {
  const questionnaire = sqlite
    .prepare<[string], { id: string }>('select id from questionnaires where survey_id = ?')
    .get(id);
  const response = sqlite.prepare(
    "insert into responses (id, survey_id, questionnaire_id, answers, revision, started_at, updated_at) values (?, ?, ?, '{}', 0, ?, ?)",
  );
  const submission = sqlite.prepare(
    "insert into submissions (id, response_id, key, receipt, answers, answers_hash, is_conflict, submitted_at) values (?, ?, ?, ?, ?, 'x', 0, ?)",
  );
  sqlite.pragma('synchronous = OFF');
  sqlite.transaction(() => {
    for (let number = 0; number < RESPONSES; number += 1) {
      const at = 1_790_000_000_000 + number;
      const own = randomUUID();
      response.run(own, id, questionnaire?.id, at, at);
      submission.run(randomUUID(), own, own, `R${number}`, JSON.stringify(answersOf(number)), at);
    }
  })();
}

function answersOf(number: number): Record<string, unknown> {
  const draw = (place: number, under: number) => ((number * 7919 + place * 104_729) >>> 3) % under;
  const answers: Record<string, unknown> = {};
  for (let place = 0; place < QUESTIONS; place += 1) {
    const id = `q${place}`;
    if (draw(place, 10) === 0) continue;
    const kind = place % 7;
    if (kind === 0) answers[id] = `c${draw(place, 5)}`;
    else if (kind === 1) answers[id] = [`c${draw(place, 3)}`, `c${3 + draw(place + 1, 2)}`];
    else if (kind === 2) answers[id] = draw(place, 1000) / 10;
    else if (kind === 3) answers[id] = { r0: 'good', r1: draw(place, 2) ? 'good' : 'poor' };
    else if (kind === 4) answers[id] = draw(place, 5) - 2;
    else if (kind === 5)
      answers[id] = WORDS.slice(draw(place, 200), draw(place, 200) + 8).join(' ');
    else answers[id] = `2026-0${1 + draw(place, 9)}-1${draw(place, 9)}`;
  }
  return answers;
}

function hundredQuestions(): Questionnaire {
  const choices = [0, 1, 2, 3, 4].map((id) => ({ id: `c${id}`, label: `Choix ${id}` }));
  const typed = [
    { type: 'single', choices },
    { type: 'multiple', choices },
    { type: 'decimal' },
    {
      type: 'matrix',
      rows: [0, 1, 2].map((id) => ({ id: `r${id}`, label: `Ligne ${id}` })),
      columns: [
        { id: 'good', label: 'Bien' },
        { id: 'poor', label: 'Mal' },
      ],
    },
    { type: 'scale', min: -2, max: 2, minLabel: 'non', maxLabel: 'oui' },
    { type: 'long-text', maxLength: 1000 },
    { type: 'date' },
  ] as const;
  return defineQuestionnaire({
    id: 'cent-questions',
    version: '1',
    title: 'Cent questions',
    sections: Array.from({ length: 10 }, (_, page) => ({
      id: `p${page}`,
      title: `Page ${page}`,
      questions: Array.from({ length: QUESTIONS / 10 }, (_, index) => {
        const place = page * 10 + index;
        const shape = typed[place % typed.length] ?? typed[0];
        const condition = place % 5 === 4 ? { condition: `\${q${place - 4}} != 'c0'` } : {};
        return { id: `q${place}`, label: `Question ${place} ?`, ...condition, ...shape } as never;
      }),
    })),
  });
}
