import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { prepareDemonstration } from '../../server/demonstration.ts';
import type { Platform } from '../../server/platform.ts';
import {
  describeInBrowser,
  openBrowser,
  openPage,
  PHONE,
  servePlatform,
} from '../support/browser.ts';

describeInBrowser('the roles of a mission, on the demonstration', () => {
  let directory: string;
  let platform: Platform & { origin: string };
  let browser: Browser;
  let addresses: Map<string, string>;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'constat-roles-'));
    platform = await servePlatform(directory);
    const made = await prepareDemonstration(platform.services, () => {});
    addresses = new Map(
      made.map(({ label, url }) => [label, platform.origin + new URL(url).pathname]),
    );
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await platform?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  async function enterAs(label: string, options: Parameters<typeof openPage>[1] = {}) {
    const opened = await openPage(browser, options);
    await opened.page.goto(addresses.get(label) ?? '');
    await opened.page.getByRole('button', { name: 'Entrer' }).click();
    await opened.page.getByRole('heading', { name: 'Mes missions' }).waitFor();
    await opened.page
      .getByRole('link', { name: /Petites villes/ })
      .first()
      .click();
    return opened;
  }

  const follow = async (page: Page, name: string | RegExp) => {
    await page.getByRole('link', { name }).first().click();
    await page.waitForLoadState();
  };

  it('an interviewer opens an interview and notes it, though the network goes', async () => {
    const { page, context, faults } = await enterAs('Enquêtrice', { viewport: PHONE });
    await follow(page, 'Entretiens');
    await follow(page, 'Nouvel entretien');
    await page.getByLabel('Qui parle').selectOption('new');
    await page.getByLabel('Fonction', { exact: true }).fill('adjointe au maire');
    await page.getByLabel('Catégorie').selectOption('mayor');
    await page.getByLabel('Collectivité ou organisme').fill('Mairie de Vologny');
    await page.locator('#commune').fill('Vologny');
    await page.getByLabel('Guide d’entretien').selectOption('mayor');
    await page.getByLabel('Date').fill('2020-02-03');
    await page.getByText('Peut être citée par sa fonction').click();
    await page.getByText('Notes prises pendant l’entretien').click();
    await page.getByRole('button', { name: 'Ouvrir l’entretien' }).click();
    await page.getByText('L’entretien est ouvert.').waitFor();

    const question = page.locator('#trajectory');
    await question.locator('summary').click();
    await question.locator('label', { hasText: 'Spontané' }).click();
    await question.getByLabel('Passage').first().fill('« La gare a fermé un mardi. »');
    await context.setOffline(true);
    await question.getByRole('button', { name: 'Enregistrer la note' }).click();
    await page.getByText('la note est gardée sur cet appareil').waitFor();
    await context.setOffline(false);
    await page.locator('#trajectory blockquote').getByText('La gare a fermé un mardi.').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('an interviewer sees neither themes nor findings', async () => {
    const { page, context } = await enterAs('Enquêtrice');
    for (const path of ['themes', 'constats', 'diagnostic', 'journal']) {
      const answer = await page.goto(`${platform.origin}/missions/demonstration/${path}`);
      expect([path, answer?.status()]).toEqual([path, 404]);
    }
    await context.close();
  });

  it('a consultant runs the analysis, watches it, and walks from a figure to the words', async () => {
    const { page, context, faults } = await enterAs('Consultante');
    await follow(page, 'Analyse');
    await page.getByText('Réglages', { exact: true }).click();
    await page.getByLabel('Nombre de thèmes').fill('6');
    await page.getByRole('button', { name: 'Lancer l’analyse' }).click();
    await page.getByRole('progressbar').waitFor();
    // A later analysis waits: someone sees what it moves before it is the one shown.
    await page.getByRole('link', { name: 'Voir ce qu’elle change' }).click({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Accepter la nouvelle analyse' }).click();
    await page.waitForLoadState();
    await follow(page, 'Thèmes');
    expect(await page.locator('svg').count()).toBeGreaterThan(0);

    await page.getByRole('heading', { level: 3 }).first().getByRole('link').click();
    await page.waitForLoadState();
    await page.locator('.verbatim-source').first().click();
    const mark = page.locator('mark').first();
    await mark.waitFor();
    expect(((await mark.textContent()) ?? '').length).toBeGreaterThan(20);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('a consultant cancels an analysis under way', async () => {
    const { page, context } = await enterAs('Consultante');
    await follow(page, 'Analyse');
    await page.getByRole('button', { name: 'Lancer l’analyse' }).click();
    await page.getByRole('button', { name: 'Annuler l’analyse' }).click();
    await page.getByText('Annulée').first().waitFor({ timeout: 30_000 });
    await context.close();
  });
});
