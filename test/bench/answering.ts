// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions cite an answer as ${id}, as XLSForm does.
import { gzipSync } from 'node:zlib';
import { insertMission } from '../../db/queries/missions.ts';
import { publishSurvey } from '../../db/queries/surveys.ts';
import { completeAnswers } from '../../surveys/answers.ts';
import { defineQuestionnaire } from '../../surveys/definition.ts';
import { openTestPlatform } from '../support/platform.ts';
import { toTable } from './table.ts';

/**
 * What answering costs: the time that the server takes for a page of 12 questions, read and saved, without network;
 * what that page weighs; and how long a form of 500 questions and 300 conditions takes to be checked.
 *   node test/bench/answering.ts [requests: 400]
 */
const REQUESTS = Number(process.argv[2] ?? 400);
const HEADERS = { accept: 'text/html', origin: 'http://localhost:3000', host: 'localhost:3000' };
const noLookUps = { findCommune: () => undefined, communesFound: () => [] };

const twelve = defineQuestionnaire({
  ...{ id: 'twelve', version: '1', title: 'Douze questions' },
  sections: [
    {
      ...{ id: 'one', title: 'Douze questions' },
      questions: Array.from({ length: 12 }, (_, index) =>
        index % 3 === 0
          ? {
              ...{ id: `q${index}`, type: 'single' as const, label: `Question ${index + 1}` },
              choices: ['oui', 'non', 'peut-etre', 'autre'].map((id) => ({ id, label: id })),
            }
          : index % 3 === 1
            ? { id: `q${index}`, type: 'long-text' as const, label: `Question ${index + 1}` }
            : {
                ...{ id: `q${index}`, type: 'integer' as const, label: `Question ${index + 1}` },
                condition: `\${q${index - 2}} = 'oui'`,
              },
      ),
    },
  ],
});

const platform = await openTestPlatform({ LINK_ATTEMPTS: '100000' });
const { app, store } = platform;
const missionId = await insertMission(store, {
  ...{ title: 'Banc', client: '', summary: '', regions: [], createdBy: null },
});
await publishSurvey(store, { missionId, definition: twelve, isOpen: true, slug: 'douze' });

const begun = await app.inject({ method: 'POST', url: '/enquetes/douze', headers: HEADERS });
const cookie = begun.cookies
  .map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
  .join('; ');
const headers = { ...HEADERS, cookie };
const body = new URLSearchParams(
  twelve.sections.flatMap(({ questions }) =>
    questions.map(({ id }): [string, string] => ['_shown', id]),
  ),
);
body.append('q0', 'oui');
body.append('q1', 'La halle est le cœur de la ville, disent les anciens.');

const read = await times(() => app.inject({ method: 'GET', url: '/enquetes/douze/1', headers }));
const saved = await times(() =>
  app.inject({
    ...{ method: 'POST', url: '/enquetes/douze/1', payload: body.toString() },
    headers: {
      ...{ ...headers, accept: 'application/json' },
      'content-type': 'application/x-www-form-urlencoded',
    },
  }),
);
console.log(
  toTable(
    ['server time of 12 questions', 'p50 ms', 'p99 ms', 'target', 'CPU ms, mean'],
    [
      ['read', read.p50, read.p99, '5 / 20', read.cpu],
      ['saved, on disk', saved.p50, saved.p99, '', saved.cpu],
    ],
  ),
);
console.log(`\n${toTable(['bytes, gzip', 'kB'], await weights())}`);
console.log(`\n${toTable(['500 questions, 300 conditions', 'ms', 'target'], validation())}`);
await platform.close();

async function times(ask: () => Promise<{ statusCode: number }>) {
  const taken: number[] = [];
  let used = process.cpuUsage();
  for (let each = 0; each < REQUESTS + 50; each += 1) {
    if (each === 50) used = process.cpuUsage(); // what went before warmed up
    const at = performance.now();
    const { statusCode } = await ask();
    if (statusCode !== 200) throw new Error(`answered ${statusCode}`);
    if (each >= 50) taken.push(performance.now() - at);
  }
  const { user, system } = process.cpuUsage(used);
  // What a busy machine does not lengthen.
  return { ...quantiles(taken), cpu: ((user + system) / 1000 / REQUESTS).toFixed(2) };
}

function quantiles(taken: readonly number[]) {
  const sorted = taken.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2);
  return { p50: at(0.5), p99: at(0.99) };
}

/** The page, its styles, and every module that its script asks for, one after the other. */
async function weights(): Promise<string[][]> {
  const page = (await app.inject({ method: 'GET', url: '/enquetes/douze/1', headers })).body;
  const addresses = [...page.matchAll(/(?:href|src)="([^"]+\.(?:css|js))"/g)].map(
    ([, url = '']) => url,
  );
  const waiting = addresses.filter((url) => url.endsWith('.js'));
  const scripts = new Map<string, string>();
  for (let url = waiting.pop(); url; url = waiting.pop()) {
    if (scripts.has(url)) continue;
    const { body: source } = await app.inject({ method: 'GET', url });
    scripts.set(url, source);
    for (const [, path = ''] of source.matchAll(/from ['"](\.[^'"]+)['"]/g))
      waiting.push(new URL(path, `http://x${url}`).pathname);
  }
  const styles = await Promise.all(
    addresses
      .filter((url) => url.endsWith('.css'))
      .map(async (url) => (await app.inject({ method: 'GET', url })).body),
  );
  const weight = (text: string) => gzipSync(text).length;
  const parts = [
    weight(page),
    styles.map(weight).reduce((a, b) => a + b, 0),
    [...scripts.values()].map(weight).reduce((a, b) => a + b, 0),
  ];
  const kB = (bytes: number) => (bytes / 1000).toFixed(1);
  const total = parts.reduce((a, b) => a + b, 0);
  return [
    ...['page', 'styles', `scripts (${scripts.size} modules)`].map((name, at) => [
      name,
      kB(parts[at] ?? 0),
    ]),
    ['all (target 60)', kB(total)],
  ];
}

function validation(): string[][] {
  const definition = defineQuestionnaire({
    ...{ id: 'large', version: '1', title: 'Cinq cents questions' },
    sections: Array.from({ length: 10 }, (_, page) => ({
      ...{ id: `p${page}`, title: `Page ${page}` },
      questions: Array.from({ length: 50 }, (_unused, place) => {
        const index = page * 50 + place;
        const condition = `\${q${index - 1}} > ${index % 7} or \${q${index - 1}} = ''`;
        return {
          ...{ id: `q${index}`, type: 'integer' as const, label: `Question ${index}` },
          ...(index > 0 && index <= 300 && { condition }),
        };
      }),
    })),
  });
  const answers = Object.fromEntries(
    Array.from({ length: 500 }, (_, index) => [`q${index}`, (index * 13) % 11]),
  );
  const check = () => {
    const at = performance.now();
    completeAnswers(definition, { answers, typed: {} }, noLookUps);
    return performance.now() - at;
  };
  const first = check();
  const { p50, p99 } = quantiles(Array.from({ length: 200 }, check));
  return [
    ['first time (compiled)', first.toFixed(1), ''],
    ['p50', p50, '20'],
    ['p99', p99, '20'],
  ];
}
