import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { prepareDemonstration } from '../../server/demonstration.ts';
import {
  DESK,
  describeInBrowser,
  openBrowser,
  openPage,
  PHONE,
  servePlatform,
} from '../support/browser.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describeInBrowser('a consultant explores the analysis of the demonstration', () => {
  let directory: string;
  let platform: Awaited<ReturnType<typeof servePlatform>>;
  let browser: Browser;
  let entry: string;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'constat-explorations-'));
    platform = await servePlatform(directory);
    const made = await prepareDemonstration(platform.services, () => {});
    const url = made.find(({ label }) => label === 'Consultante')?.url ?? '';
    entry = platform.origin + new URL(url).pathname;
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await platform?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  async function inThemes(options: Parameters<typeof openPage>[1] = {}) {
    const opened = await openPage(browser, options);
    const { page } = opened;
    page.setDefaultTimeout(15_000);
    await page.goto(entry);
    await page.getByRole('button', { name: 'Entrer' }).click();
    await page
      .getByRole('link', { name: /^Petites villes/ })
      .first()
      .click();
    await page.getByRole('link', { name: 'Thèmes', exact: true }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Thèmes' }).waitFor();
    return opened;
  }

  async function violations(page: Page) {
    await page.evaluate(AXE);
    return page.evaluate(
      'axe.run().then((found) => found.violations.map(({ id, nodes }) => id + " " + nodes[0].html))',
    );
  }

  it.each([
    ['on a telephone, light', { viewport: PHONE, colorScheme: 'light' }],
    ['on a telephone, dark', { viewport: PHONE, colorScheme: 'dark' }],
    ['at a desk, light', { viewport: DESK, colorScheme: 'light' }],
    ['at a desk, dark', { viewport: DESK, colorScheme: 'dark' }],
  ] as const)('%s, every page reads well, from one tab to the next', async (_name, options) => {
    const { page, context, faults } = await inThemes(options);
    for (const tab of ['Carte', 'Mots liés', 'Nuage', 'Concordance', 'Jusqu’où s’y fier']) {
      await page.locator('nav.tabs').getByRole('link', { name: tab }).click();
      await page.locator('nav.tabs [aria-current=page]', { hasText: tab }).waitFor();
      expect([tab, await violations(page)]).toEqual([tab, []]);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    }
    await page.goto(`${platform.origin}/aide/methode`);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('the map shows its nine themes, and the table holds every point', async () => {
    const { page, context } = await inThemes();
    await page.locator('nav.tabs').getByRole('link', { name: 'Carte' }).click();
    expect(await page.locator('.legend li').count()).toBe(9);
    expect(await page.locator('.chart-wide svg a').count()).toBeGreaterThan(40);
    await page.getByText('Voir les chiffres').click();
    await page.getByRole('rowheader', { name: 'Occitanie' }).waitFor();
    await context.close();
  });

  it('without scripts, a word typed leads to its lines, and a line to where it was said', async () => {
    const { page, context, faults } = await inThemes({ javaScriptEnabled: false });
    await page.locator('nav.tabs').getByRole('link', { name: 'Concordance' }).click();
    await page.getByLabel('Mot ou expression').fill('médecins');
    await page.getByLabel('Ranger par').selectOption('Mot qui suit');
    await page.getByLabel('Ranger par').press('Tab');
    await page.getByRole('button', { name: 'Chercher' }).press('Enter');
    await page.getByText(/passages où se lit/).waitFor();
    const line = page.locator('.kwic-word').first();
    const word = await line.textContent();
    await line.click();
    expect(await page.locator('mark#segment').textContent()).toContain(word);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('without scripts, a change of words is seen before it is saved, and going away leaves nothing', async () => {
    const { page, context, faults } = await inThemes({
      javaScriptEnabled: false,
      viewport: PHONE,
    });
    await page.goto(`${page.url().replace(/\/themes.*/, '')}/dictionnaire`);
    await page.locator('summary', { hasText: 'propose' }).press('Enter');
    await page.getByRole('checkbox', { name: /vitrines vides/ }).press('Space');
    await page.getByRole('button', { name: 'Voir l’effet' }).press('Enter');
    await page.getByRole('heading', { name: 'Ce que cela change', exact: true }).waitFor();
    await page.getByRole('rowheader', { name: 'vitrine (nom)' }).waitFor();
    await page.getByRole('link', { name: 'Annuler' }).press('Enter');
    expect(await page.getByLabel('Expressions à garder entières').inputValue()).toBe('');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('without scripts, two themes become one, and two again', async () => {
    const { page, context, faults } = await inThemes({
      javaScriptEnabled: false,
      viewport: PHONE,
    });
    const themes = page.url();
    const listed = () => page.locator('.theme-list > li').count();
    expect(await listed()).toBe(9);
    await page.locator('.theme-name a').nth(3).press('Enter');
    await page.locator('summary', { hasText: 'Fusionner' }).press('Enter');
    await page.getByLabel('Thème à réunir à celui-ci').selectOption({ index: 8 });
    await page.getByLabel('Nom du thème réuni').fill('Commerces et déplacements');
    await page.getByRole('button', { name: 'Fusionner' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Commerces et déplacements' }).waitFor();
    const merged = page.url();
    await page.goto(themes);
    expect(await listed()).toBe(8);
    await page.goto(merged);
    await page.getByRole('button', { name: 'Défaire la fusion' }).press('Enter');
    await page.getByText('fusion défaite le').waitFor();
    await page.goto(themes);
    expect(await listed()).toBe(9);
    expect(faults).toEqual([]);
    await context.close();
  });
});
