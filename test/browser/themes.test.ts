import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadTerritories } from '../../db/territories.ts';
import { addAnalysedMission } from '../support/analysed-mission.ts';
import {
  DESK,
  describeInBrowser,
  openBrowser,
  openPage,
  PHONE,
  servePlatform,
} from '../support/browser.ts';
import { addAccount, addMission, emailOf, PASSWORD } from '../support/platform.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describeInBrowser('a consultant reads what an analysis found', () => {
  let directory: string;
  let platform: Awaited<ReturnType<typeof servePlatform>>;
  let browser: Browser;
  let home: string;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'constat-themes-'));
    platform = await servePlatform(directory);
    browser = await openBrowser();
    const { store } = platform.services;
    loadTerritories(store);
    const consultant = await addAccount(store, 'Solange Perrin', 'consultant');
    const mission = await addMission(store, consultant);
    await addAnalysedMission(store, mission);
    home = `${platform.origin}/missions/${mission}`;
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await platform?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  async function signedIn(options: Parameters<typeof openPage>[1] = {}) {
    const opened = await openPage(browser, options);
    const { page } = opened;
    page.setDefaultTimeout(10_000);
    await page.goto(`${platform.origin}/connexion`);
    await page.locator('input[type=email]').fill(emailOf('Solange Perrin'));
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.locator('main button').click();
    await page.waitForURL((url) => !url.pathname.startsWith('/connexion'));
    return opened;
  }

  async function violations(page: Page) {
    await page.evaluate(AXE);
    return page.evaluate(
      'axe.run().then((found) => found.violations.map(({ id, nodes }) => id + " " + nodes[0].html))',
    );
  }

  it('from a figure to the segments behind it, and from a segment to the place where it was said', async () => {
    const { page, context, faults } = await signedIn();
    await page.goto(`${home}/themes`);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: 'Médecin, cabinet' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Médecin, cabinet' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: 'Lire les 3 segments du thème' }).click();
    await page.getByRole('heading', { level: 1, name: /^Segments/ }).waitFor();
    expect(await violations(page)).toEqual([]);
    const quote = page.locator('.verbatim', { hasText: 'Personne ne reprend le cabinet.' });
    await quote.getByRole('link').click();
    const mark = page.locator('mark#segment');
    expect(await mark.textContent()).toBe('Personne ne reprend le cabinet.');
    expect(await mark.evaluate((found) => found.matches(':target'))).toBe(true);
    expect(await violations(page)).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('the bars of a chart are links for the pointer, and their table holds them for the keyboard', async () => {
    const { page, context } = await signedIn();
    await page.goto(`${home}/themes`);
    await page.getByRole('link', { name: 'Médecin, cabinet' }).first().click();
    const [bar] = await page.locator('.chart-wide svg a').all();
    expect(await bar?.getAttribute('tabindex')).toBe('-1');
    await page.getByText('Voir les chiffres').first().click();
    await page.getByRole('rowheader', { name: 'médecin' }).getByRole('link').click();
    await page.waitForURL(/forme=m/);
    const marked = await page.locator('.verbatim mark').allTextContents();
    expect(marked.sort()).toEqual(['médecin', 'médecins']);
    await context.close();
  });

  it.each([
    ['on a telephone, light', { viewport: PHONE, colorScheme: 'light' }],
    ['on a telephone, dark', { viewport: PHONE, colorScheme: 'dark' }],
    ['at a desk, dark', { viewport: DESK, colorScheme: 'dark' }],
    ['without scripts', { viewport: PHONE, javaScriptEnabled: false }],
  ] as const)('%s, everything is there to read', async (_name, options) => {
    const { page, context, faults } = await signedIn(options);
    for (const path of ['themes', 'analyses']) {
      await page.goto(`${home}/${path}`);
      expect(await page.locator('h1').count()).toBe(1);
      if (!('javaScriptEnabled' in options)) {
        expect(await violations(page)).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
      }
    }
    expect(faults).toEqual([]);
    await context.close();
  });

  it('launches an analysis, sees it work without touching anything, and reads its end', async () => {
    const { page, context, faults } = await signedIn();
    await page.goto(`${home}/analyses`);
    await page.getByRole('button', { name: 'Lancer l’analyse' }).click();
    await page.waitForURL(/analyses\/.+/);
    await page.locator('.pill', { hasText: 'Terminée' }).waitFor({ timeout: 15_000 });
    expect(await page.locator('progress').count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });
});
