import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { insertRun, listRuns } from '../../db/queries/runs.ts';
import { saveSession } from '../../db/queries/sessions.ts';
import { publishSurvey } from '../../db/queries/surveys.ts';
import { readConfig } from '../../server/config.ts';
import { openPlatform, type Platform } from '../../server/platform.ts';
import { SURVEY } from '../support/findings.ts';
import {
  addAccount,
  addMission,
  emailOf,
  ORIGIN,
  openTestPlatform,
  openVisitor,
  PASSWORD,
  signInAs,
  type TestPlatform,
} from '../support/platform.ts';

/** No page may be added to the store: what SQLite meets when the disk is full. */
const fill = ({ store }: Pick<TestPlatform, 'store'>) => {
  store.sqlite.pragma(`max_page_count = ${store.sqlite.pragma('page_count', { simple: true })}`);
};

describe('on a full disk', () => {
  let platform: TestPlatform;
  let mission: string;
  beforeEach(async () => {
    platform = await openTestPlatform();
    const solange = await addAccount(platform.store, 'Solange Perrin', 'consultant');
    mission = await addMission(platform.store, solange);
    await publishSurvey(platform.store, {
      missionId: mission,
      definition: SURVEY,
      slug: 'petites-villes',
      isOpen: true,
    });
  });
  afterEach(() => platform.close());

  const count = (table: string) =>
    platform.store.sqlite.prepare<[], { n: number }>(`SELECT count(*) n FROM ${table}`).get()?.n;

  /** Answers long enough to want a page of their own, sent until the disk says no. */
  async function sendUntilFull() {
    const receipts: string[] = [];
    for (let sent = 0; sent < 200; sent += 1) {
      const answer = await platform.app.inject({
        method: 'POST',
        url: '/enquetes/petites-villes/reponses',
        headers: { origin: ORIGIN, accept: 'application/json' },
        payload: {
          key: randomUUID(),
          answers: { abandoned: 'yes', which: 'la halle '.repeat(400) },
        },
      });
      expect([201, 507]).toContain(answer.statusCode);
      if (answer.statusCode !== 201) return { receipts, refusal: answer };
      receipts.push(answer.json().receipt);
    }
    throw new Error('the disk never filled');
  }

  it('an answer is refused with 507, and each receipt that was given stands for a row', async () => {
    fill(platform);
    const { receipts, refusal } = await sendUntilFull();
    expect(refusal.statusCode).toBe(507);
    expect(refusal.json().message).toMatch(/place|disque|espace/i);
    expect(count('submissions')).toBe(receipts.length);
    expect(count('responses')).toBe(receipts.length);
  });

  it('a person is told in French, and what was read can still be read', async () => {
    const solange = await signInAs(platform, 'Solange Perrin');
    fill(platform);
    await sendUntilFull();
    const refused = await solange.post('/missions', { template: 'pvd', title: 'Bourgs' });
    expect(refused.statusCode).toBe(507);
    expect(refused.body).toContain('Plus de place sur le serveur');
    expect((await solange.get(`/missions/${mission}`)).statusCode).toBe(200);
  });

  it('whoever signs in is told in French, even where their session can’t be kept', async () => {
    fill(platform);
    await sendUntilFull();
    const credentials = { email: emailOf('Solange Perrin'), password: PASSWORD };
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const page = await openVisitor(platform).post('/connexion', credentials);
      if (page.statusCode === 303) continue;
      expect(page.statusCode).toBe(507);
      expect(page.body).toContain('Plus de place sur le serveur');
      expect(page.headers['content-type']).toContain('text/html');
      return;
    }
    throw new Error('the disk never filled');
  });
});

describe('every minute', () => {
  let directory: string;
  let platform: Platform;
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'constat-sweep-'));
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    platform = await openPlatform(readConfig({ DATA_DIR: directory, LOG_LEVEL: 'silent' }));
  });
  afterEach(async () => {
    vi.useRealTimers();
    await platform.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('a run that nobody works on any longer is said to have failed', async () => {
    const { store } = platform.services;
    const missionId = await addMission(store, await addAccount(store, 'Rose Klein', 'consultant'));
    await insertRun(store, { missionId, requestedBy: null, settings: {}, leaseFor: -1 });
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await listRuns(store, missionId)).map(({ outcome }) => outcome)).toEqual(['failed']);
  });

  it('sessions that ended are dropped, and a store that refuses stops nothing', async () => {
    const { store } = platform.services;
    await saveSession(store, 'ancienne', { accountId: null, data: '{}', expiresAt: 1 });
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    store.sqlite.pragma('query_only = ON');
    await vi.advanceTimersByTimeAsync(60_000);
    store.sqlite.pragma('query_only = OFF');
    await vi.advanceTimersByTimeAsync(60_000);
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
    expect(store.sqlite.prepare('SELECT * FROM sessions').all()).toEqual([]);
  });
});
