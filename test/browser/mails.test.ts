import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
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
import { addStallholder, publishMarket } from '../support/market.ts';
import { addAccount, addMission, emailOf, PASSWORD } from '../support/platform.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describeInBrowser('inviting by mail', () => {
  let directory: string;
  let platform: Platform & { origin: string };
  let browser: Browser;
  let mission: string;
  let survey: Survey;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'constat-mails-'));
    platform = await servePlatform(directory);
    const { store } = platform.services;
    const solange = await addAccount(store, 'Solange Perrin', 'consultant');
    mission = await addMission(store, solange);
    survey = await publishMarket(store, mission, { isOpen: false });
    await addStallholder(store, mission, { email: 'bernard@exemple.fr' });
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await platform?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('goes from a list and a preview to the mail, its link and its refusal, with the keyboard and without scripts', {
    timeout: 120_000,
  }, async () => {
    const { page, context, faults } = await openPage(browser, { viewport: PHONE, bypassCSP: true });
    await page.goto(`${platform.origin}/connexion`);
    await page.fill('input[name=email]', emailOf('Solange Perrin'));
    await page.fill('input[name=password]', PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname !== '/connexion');

    await page.goto(`${platform.origin}/missions/${mission}/enquetes/${survey.id}/courriels`);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('link', { name: 'Voir le modèle : Invitation' }).click();
    await page.locator('#subject').fill('La halle de ');
    await page.getByRole('button', { name: 'Insérer {commune}' }).press('Enter');
    expect(await page.inputValue('#subject')).toBe('La halle de {commune}');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Enregistrer' }).click();

    await page.getByRole('link', { name: 'Inviter par courriel' }).click();
    await page.getByLabel('Maires et élus municipaux').check();
    await page.getByRole('button', { name: 'Mettre la liste à jour' }).click();
    await page.getByText('1 personne recevra ce courriel.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Préparer 1 courriel' }).click();
    await page.getByText('Boîte locale').first().waitFor(); // the page refreshes itself until then
    await page.getByRole('link', { name: 'Bernard Ollivier' }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    const mail = await page.locator('.mail').innerText();
    expect(mail).toContain('Bonjour Bernard Ollivier,');
    expect(faults).toEqual([]);
    await context.close();

    const bare = await browser.newContext({ javaScriptEnabled: false, viewport: PHONE });
    const reader = await bare.newPage();
    const here = (address: RegExp) =>
      platform.origin + new URL(address.exec(mail)?.[0] ?? '').pathname;
    await reader.goto(here(/http\S+\/i\/\S+/));
    expect(await reader.locator('h1').innerText()).toBe('Le marché de Vaubrun');
    await reader.goto(here(/http\S+\/desinscription\/\S+/));
    await reader.getByRole('button', { name: 'Ne plus recevoir de courriels' }).click();
    expect(await reader.locator('h1').innerText()).toBe('C’est fait');
    await bare.close();
  });
});

/** What breaks a rule of accessibility, or is wider than a phone. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const violations = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
    'axe.run(document, { resultTypes: ["violations"] }).then((result) => result.violations)',
  );
  const overflow = await page.evaluate<number>(
    'document.documentElement.scrollWidth - window.innerWidth',
  );
  return [
    ...violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`),
    ...(overflow > 0 ? [`${overflow} px too wide`] : []),
  ];
}
