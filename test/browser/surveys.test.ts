import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Survey } from '../../db/queries/surveys.ts';
import type { Platform } from '../../server/platform.ts';
import {
  describeInBrowser,
  openBrowser,
  openPage,
  PHONE,
  servePlatform,
} from '../support/browser.ts';
import { addStallholder, publishMarket, SHOPPER, sendMarket } from '../support/market.ts';
import { addAccount, addMission, emailOf, PASSWORD } from '../support/platform.ts';

describeInBrowser('a consultant who fields a survey', () => {
  let directory: string;
  let platform: Platform & { origin: string };
  let browser: Browser;
  let mission: string;
  let survey: Survey;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'constat-surveys-'));
    platform = await servePlatform(directory);
    const { store } = platform.services;
    mission = await addMission(store, await addAccount(store, 'Solange Perrin', 'consultant'));
    survey = await publishMarket(store, mission);
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await platform?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const address = (page = '') =>
    `${platform.origin}/missions/${mission}/enquetes/${survey.id}${page}`;

  async function signIn(page: Page) {
    await page.goto(`${platform.origin}/connexion`);
    await page.getByLabel('Adresse').fill(emailOf('Solange Perrin'));
    await page.getByLabel('Mot de passe').fill(PASSWORD);
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.waitForLoadState();
  }

  it('hands over links that can be copied, one or all', async () => {
    for (const name of ['Lucie Ferrand', 'Paul Aubry'])
      await addStallholder(platform.services.store, mission, { name });
    const { page, context, faults } = await openPage(browser, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await signIn(page);
    await page.goto(address('/invitations'));
    await page.getByLabel('Toute la catégorie (2 personnes)').check();
    await page.getByRole('button', { name: 'Créer les liens' }).click();
    const links = await page.locator('.handed code').allTextContents();
    expect(links).toHaveLength(2);
    const copied = () => page.evaluate('navigator.clipboard.readText()');
    await page.getByRole('button', { name: 'Copier', exact: true }).first().click();
    await page.getByRole('status').filter({ hasText: 'Copié.' }).waitFor();
    expect(await copied()).toBe(links[0]);
    await page.getByRole('button', { name: 'Copier tous les liens' }).click();
    await expect.poll(copied).toBe(links.join('\n'));
    expect(faults).toEqual([]);
    await context.close();
  });

  it('needs no script: a person chosen alone, a file of links', async () => {
    await addStallholder(platform.services.store, mission, { name: 'Jeanne Colin' });
    const { page, context } = await openPage(browser, { javaScriptEnabled: false });
    await signIn(page);
    await page.goto(address('/invitations'));
    await page.getByRole('button', { name: 'Créer les liens' }).click();
    expect(await page.title()).toMatch(/^À corriger/);
    await page.getByText('Choisir une par une').click();
    await page.getByLabel(/Jeanne Colin/).check();
    await page.getByRole('button', { name: 'Créer les liens' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Télécharger' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('invitations.csv');
    const [, line] = readFileSync(await file.path(), 'utf8').split('\r\n');
    expect(line).toContain(await page.locator('.handed code').innerText());
    await context.close();
  });

  it('reads wide tables on a phone without losing the names of their rows', async () => {
    await sendMarket(platform.services.store, survey, SHOPPER);
    const { page, context, faults } = await openPage(browser, { viewport: PHONE });
    await signIn(page);
    for (const path of ['', '/resultats']) {
      await page.goto(address(path));
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(overflow).toBeLessThanOrEqual(0);
    }
    const figure = page.locator('figure').filter({ hasText: 'Donnez une note – Choix' });
    await figure.getByText('Voir les chiffres').click();
    const table = figure.getByRole('region');
    const name = table.getByRole('rowheader', { name: 'Jeudi' });
    const left = async () => (await name.boundingBox())?.x ?? Number.NaN;
    const before = await left();
    await table.evaluate((element) => element.scrollTo({ left: 400 }));
    expect(before - (await left())).toBeLessThanOrEqual(2); // the space between two cells
    expect(faults).toEqual([]);
    await context.close();
  });
});
