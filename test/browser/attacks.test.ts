import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadTerritories } from '../../db/territories.ts';
import type { Platform } from '../../server/platform.ts';
import {
  DESK,
  describeInBrowser,
  openBrowser,
  openPage,
  PHONE,
  servePlatform,
} from '../support/browser.ts';
import { upload } from '../support/documents/upload.ts';
import { analyseMission } from '../support/findings.ts';
import { addAccount, addMission, emailOf, openVisitor, PASSWORD } from '../support/platform.ts';

/** Breaks out of text, of an attribute, of a script, of a template and of a link, wherever it is printed. */
const PAYLOAD =
  `"><img src=x onerror=alert(1)><svg/onload=alert(2)>'</script><script>alert(3)</script>` +
  `{{constructor}}<a href="javascript:alert(4)">ici</a>`;

describeInBrowser('words that would run, kept in every field that takes words', () => {
  let directory: string;
  let platform: Platform & { origin: string };
  let browser: Browser;
  let mission: string;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'constat-attacks-'));
    platform = await servePlatform(directory);
    const { store } = platform.services;
    loadTerritories(store);
    const consultant = await addAccount(store, 'Solange Perrin', 'consultant');
    const interviewer = await addAccount(store, 'Odile Marchadier', 'interviewer');
    await addAccount(store, 'Ada Min', 'administrator');
    mission = await addMission(store, consultant, { [interviewer]: 'interviewer' });
    await analyseMission(store, mission);
    await plant();
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await platform?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const idIn = (table: string, column = 'id') =>
    platform.services.store.sqlite
      .prepare<[], Record<string, string>>(
        `SELECT ${column} FROM ${table} ORDER BY rowid DESC LIMIT 1`,
      )
      .get()
      ?.[column]?.toString() ?? '';

  async function enter(name: string) {
    const visitor = openVisitor(platform);
    const answer = await visitor.post('/connexion', { email: emailOf(name), password: PASSWORD });
    expect(answer.statusCode).toBe(303);
    return visitor;
  }

  /** Writes the payload through each form, as whoever may send it. */
  async function plant() {
    const base = `/missions/${mission}`;
    const planted: Record<string, number> = {};
    const solange = await enter('Solange Perrin');
    const keep = async (what: string, sent: Promise<{ readonly statusCode: number }>) => {
      planted[what] = (await sent).statusCode;
    };
    await keep(
      'account',
      (await enter('Ada Min')).post('/comptes', {
        name: PAYLOAD.slice(0, 100),
        email: 'x@exemple.fr',
        role: 'interviewer',
      }),
    );
    await keep(
      'mission',
      solange.post('/missions', { template: 'empty', title: PAYLOAD.slice(0, 200) }),
    );
    const person = {
      stakeholder: 'new',
      function: PAYLOAD,
      category: 'mayor',
      organisation: PAYLOAD,
      name: PAYLOAD,
      commune: 'Joinville (52250)',
    };
    await keep('stakeholder', solange.post(`${base}/acteurs`, person));
    await keep(
      'interview',
      solange.post(`${base}/entretiens`, {
        ...person,
        guide: 'mayor',
        heldOn: '2020-01-14',
        place: PAYLOAD,
        consent: 'by-name',
        trace: 'during',
      }),
    );
    await keep(
      'note',
      solange.post(`${base}/entretiens/${idIn('interviews')}/notes/trajectory`, {
        asked: 'spontaneous',
        kind: ['verbatim', 'observation'],
        text: [PAYLOAD, `${PAYLOAD}\n${PAYLOAD}`],
        id: ['', ''],
      }),
    );
    const file = Buffer.from(`Besoins prioritaires\n${PAYLOAD}\nL’ingénierie manque.\n`);
    const sent = await upload(solange, `${base}/documents/lectures`, `${PAYLOAD}.txt`, file);
    const pending = String(sent.headers.location).split('/').at(-1) ?? '';
    const { body } = await solange.get(`${base}/documents/lectures/${pending}?kind=other`);
    const pieces = [...body.matchAll(/name="(piece[^"]*)" value="([^"]*)"/g)];
    await keep(
      'document',
      solange.post(`${base}/documents`, {
        ...Object.fromEntries(pieces.map(([, name = '', value = '']) => [name, value])),
        pending,
        kind: 'other',
        title: PAYLOAD,
        dated: '2019-11-28',
        stakeholder: '',
        territory: '',
        consent: 'by-function',
      }),
    );
    await keep('theme', solange.post(`${base}/themes/${idIn('themes')}/nom`, { name: PAYLOAD }));
    await keep(
      'finding',
      solange.post(`${base}/constats/${idIn('findings')}`, {
        title: PAYLOAD,
        body: PAYLOAD,
        validity: PAYLOAD,
        revision: idIn('findings', 'revision'),
      }),
    );
    const slug = idIn('surveys', 'slug');
    const shopper = openVisitor(platform);
    await shopper.post(`/enquetes/${slug}`);
    await keep(
      'answer',
      shopper.post(`/enquetes/${slug}/1`, {
        _shown: ['abandoned', 'which'],
        abandoned: 'yes',
        which: PAYLOAD,
      }),
    );
    await keep('submission', shopper.post(`/enquetes/${slug}/reponses`));
    expect(planted).toEqual({
      account: 200,
      mission: 303,
      stakeholder: 303,
      interview: 303,
      note: 303,
      document: 303,
      theme: 303,
      finding: 303,
      answer: 303,
      submission: 303,
    });
  }

  /** Follows every link of ours from the first page on, three of each kind, and listens. */
  async function crawl(name: string, viewport: typeof DESK) {
    const { page, context, faults } = await openPage(browser, { viewport });
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(`${page.url()} ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.goto(`${platform.origin}/connexion`);
    await page.getByLabel('Adresse').fill(emailOf(name));
    await page.getByLabel('Mot de passe').fill(PASSWORD);
    await page.getByRole('button', { name: /connecter/i }).click();
    await page.waitForLoadState();
    const seen = new Set<string>();
    const kinds = new Map<string, number>();
    const queue = [`${platform.origin}/`];
    const failed: string[] = [];
    let withPayload = 0;
    for (let url = queue.shift(); url !== undefined; url = queue.shift()) {
      const address = url.split('#')[0] ?? url;
      const kind = address.replace(/[\w.-]*\d[\w.-]*/g, ':id').replace(/\?.*/, '?');
      const before = kinds.get(kind) ?? 0;
      if (seen.has(address) || before >= 3 || /original|docx|csv|xlsform|openapi/.test(address))
        continue;
      seen.add(address);
      kinds.set(kind, before + 1);
      const answer = await page.goto(address, { waitUntil: 'domcontentloaded' });
      if ((answer?.status() ?? 500) >= 400) failed.push(`${answer?.status()} ${address}`);
      const html = await page.content();
      if (html.includes('onerror=alert(1)')) withPayload += 1;
      expect(await page.locator('img[onerror], svg[onload]').count()).toBe(0);
      const links = await page
        .locator('a')
        .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
      expect(links.filter((href) => href.startsWith('javascript:'))).toEqual([]);
      queue.push(
        ...links
          .map((href) => new URL(href, address).href)
          .filter((href) => href.startsWith(platform.origin)),
      );
    }
    await context.close();
    return { dialogs, faults, failed, withPayload, pages: seen.size };
  }

  it.each([
    ['Solange Perrin', DESK, 30],
    ['Odile Marchadier', PHONE, 8],
    ['Ada Min', DESK, 3],
  ] as const)(
    'are printed to %s on every page, and none of them runs',
    { timeout: 180_000 },
    async (name, viewport, least) => {
      const { dialogs, faults, failed, withPayload, pages } = await crawl(name, viewport);
      expect({ dialogs, faults, failed }).toEqual({ dialogs: [], faults: [], failed: [] });
      expect(pages).toBeGreaterThanOrEqual(least);
      expect(withPayload).toBeGreaterThan(0);
    },
  );

  it('a button pressed twice in a hurry sends its form once', async () => {
    const { page, context } = await openPage(browser);
    await page.goto(`${platform.origin}/connexion`);
    await page.getByLabel('Adresse').fill(emailOf('Ada Min'));
    await page.getByLabel('Mot de passe').fill(PASSWORD);
    await page.getByRole('button', { name: /connecter/i }).click();
    await page.getByRole('heading', { name: 'Mes missions' }).waitFor();
    await page.goto(`${platform.origin}/comptes/nouveau`);
    await page.getByLabel('Prénom et nom').fill('Rose Klein');
    await page.getByLabel('Adresse électronique').fill('rose@exemple.fr');
    await page.getByLabel('Rôle').selectOption('consultant');
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') sent.push(request.url());
    });
    await page.getByRole('button', { name: 'Créer le compte' }).dblclick();
    await page.getByText('/mot-de-passe/').first().waitFor();
    expect(sent).toEqual([`${platform.origin}/comptes`]);
    await context.close();
  });
});
