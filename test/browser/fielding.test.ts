import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findInvitation } from '../../db/queries/invitations.ts';
import { insertResponse } from '../../db/queries/responses.ts';
import { findQuestionnaire, type Survey } from '../../db/queries/surveys.ts';
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
import { publishMarket, SHOPPER, sendMarket } from '../support/market.ts';
import { addAccount, addMission, emailOf, PASSWORD } from '../support/platform.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const FILE = `Prénom;Nom;Courriel;Commune;Code postal
Lucie;Ferrand;lucie@exemple.fr;Joinville;52300
Paul;Aubry;;Wassy;52130
Jeanne;Colin;;Nulle-Part;
`;

describeInBrowser('a consultant who takes a survey to the field', () => {
  let directory: string;
  let platform: Platform & { origin: string };
  let browser: Browser;
  let mission: string;
  let survey: Survey;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'constat-fielding-'));
    platform = await servePlatform(directory);
    const { store } = platform.services;
    loadTerritories(store);
    mission = await addMission(store, await addAccount(store, 'Solange Perrin', 'consultant'));
    survey = await publishMarket(store, mission, { isOpen: false });
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

  let tokens: string[] = [];

  it('goes from a plan to printed letters, without scripts', async () => {
    const { page, context } = await openPage(browser, { javaScriptEnabled: false });
    await signIn(page);
    await page.goto(address('/sondage'));
    await page.getByRole('link', { name: 'Composer le plan' }).click();
    await page.getByRole('button', { name: 'Enregistrer le plan' }).click();
    expect(await page.title()).toMatch(/^À corriger/);
    await page.getByLabel('Réponses visées en tout').fill('60');
    await page.getByRole('button', { name: 'Enregistrer le plan' }).click();
    expect(await page.locator('.sampling tbody tr').count()).toBe(9);

    const path = join(directory, 'elus.csv');
    writeFileSync(path, FILE);
    await page.goto(address('/audience'));
    await page.getByLabel('Fichier', { exact: true }).setInputFiles(path);
    await page.getByRole('button', { name: 'Lire le fichier' }).click();
    expect(await page.textContent('main')).toContain('Nulle-Part');
    await page.getByRole('button', { name: 'Importer', exact: true }).click();
    expect(await page.title()).toMatch(/^À corriger/);
    await page.getByLabel('Laisser de côté la ligne en défaut').check();
    await page.getByRole('button', { name: 'Importer', exact: true }).click();
    await page.getByRole('button', { name: 'Créer les liens' }).click();
    tokens = (await page.locator('.handed code').allTextContents()).map(
      (url) => url.split('/').at(-1) ?? '',
    );
    expect(tokens).toHaveLength(2);
    await page.getByRole('button', { name: 'Lettres et étiquettes à imprimer' }).click();
    expect(await page.locator('.letter .qr').count()).toBe(2);
    const letters = await page.pdf({ preferCSSPageSize: true });
    expect(pagesOf(letters)).toBe(2);
    await page.getByLabel('Étiquettes').check();
    await page.getByRole('button', { name: 'Mettre à jour' }).click();
    expect(pagesOf(await page.pdf({ preferCSSPageSize: true }))).toBe(1);
    await context.close();
  });

  it('sees an answer come in without touching the page', async () => {
    const { page, context, faults } = await openPage(browser);
    await signIn(page);
    await page.goto(address('/sondage'));
    const answered = page.locator('.sampling tfoot td[data-label="Répondu"]');
    expect(await answered.textContent()).toBe('0');
    const { store } = platform.services;
    const invitation = (await findInvitation(store, tokens[0] ?? ''))?.invitation;
    const questionnaireId = (await findQuestionnaire(store, survey.id))?.id ?? '';
    const responseId = await insertResponse(store, {
      surveyId: survey.id,
      questionnaireId,
      ...(invitation && { invitation }),
    });
    await sendMarket(store, survey, SHOPPER, { responseId });
    await page.getByText('Les chiffres viennent de changer.').waitFor({ timeout: 30_000 });
    expect(await answered.textContent()).toBe('1');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('reads every page of fielding on a telephone and a desk, in light and dark, with no rule of accessibility broken', async () => {
    const { page, context, faults } = await openPage(browser);
    await signIn(page);
    for (const viewport of [PHONE, DESK])
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });
        for (const path of [
          '/sondage',
          '/sondage/modifier',
          '/sondage/manquants?strate=44/0-3499',
          '/audience',
          '/audience/tirage?regions=44&mode=total&total=5&seed=halle&function=maire',
          '',
          '/invitations',
        ]) {
          await page.goto(address(path));
          expect([path, colorScheme, await faultsOf(page)]).toEqual([path, colorScheme, []]);
        }
        await page.goto(`${platform.origin}/code`);
        expect(await faultsOf(page)).toEqual([]);
      }
    expect(faults).toEqual([]);
    await context.close();
  });

  async function faultsOf(page: Page): Promise<string[]> {
    await page.evaluate(AXE);
    const broken = await page.evaluate<string[]>(
      `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes.map(({ target }) => target).join(' ')))`,
    );
    const isTooWide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
    return isTooWide ? [...broken, 'too wide'] : broken;
  }
});

/** How many pages a PDF of Chromium has. */
const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
