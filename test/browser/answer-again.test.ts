import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newToken } from '../../db/ids.ts';
import { insertAccount } from '../../db/queries/accounts.ts';
import { insertInvitations, renewInvitation } from '../../db/queries/invitations.ts';
import { insertMission } from '../../db/queries/missions.ts';
import { listStandingSubmissions } from '../../db/queries/standing-submissions.ts';
import type { Survey } from '../../db/queries/surveys.ts';
import { sessions } from '../../db/schema/accounts.ts';
import { responses } from '../../db/schema/surveys.ts';
import { loadTerritories } from '../../db/territories.ts';
import {
  DESK,
  describeInBrowser,
  openBrowser,
  openPage,
  PHONE,
  servePlatform,
} from '../support/browser.ts';
import { addStallholder, publishMarket } from '../support/market.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describeInBrowser('an élu comes back to their answers', () => {
  let directory: string;
  let platform: Awaited<ReturnType<typeof servePlatform>>;
  let browser: Browser;
  let survey: Survey;
  let missionId: string;
  let by: string;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'constat-again-'));
    platform = await servePlatform(directory);
    browser = await openBrowser();
    const { store } = platform.services;
    loadTerritories(store);
    by =
      (await insertAccount(store, {
        ...{ name: 'Solange Perrin', email: 'solange@exemple.fr', role: 'consultant' },
        passwordHash: '',
      })) ?? '';
    missionId = await insertMission(store, { ...MISSION, createdBy: by });
    survey = await publishMarket(store, missionId);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await platform?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const device = async (viewport = DESK, options: object = {}) => {
    const opened = await openPage(browser, { viewport, ...options });
    opened.page.setDefaultTimeout(8_000);
    return opened;
  };
  const begin = async (page: Page, path = '/enquetes/marche') => {
    await page.goto(`${platform.origin}${path}`);
    await page.getByRole('button', { name: /Commencer|Reprendre/ }).click();
    await page.waitForURL(/enquetes\/marche\/\d$/);
    await page.goto(`${platform.origin}/enquetes/marche/3`);
  };
  const memory = (page: Page) => page.getByLabel('Un souvenir de marché');
  const said = (page: Page, words: RegExp) =>
    page.locator('#save-state').filter({ hasText: words }).waitFor();
  const violations = async (page: Page) => {
    await page.evaluate(AXE);
    return page.evaluate(
      'axe.run().then((found) => found.violations.map(({ id, nodes }) => id + " " + nodes[0].html))',
    );
  };
  const privateAddress = async (page: Page) => {
    await page.goto(`${platform.origin}/enquetes/marche/plus-tard`);
    const address = (await page.locator('#adresse-privee').textContent()) ?? '';
    return new URL(address).pathname;
  };
  const invite = async () => {
    const { store } = platform.services;
    const stakeholderId = await addStallholder(store, missionId);
    const act = { survey, by, key: newToken() };
    const [handed] = await insertInvitations(store, { ...act, stakeholderIds: [stakeholderId] });
    if (!handed) throw new Error('nobody was invited');
    return handed;
  };

  it('on another device: both write the same answer, and both versions are offered', async () => {
    const desk = await device();
    await begin(desk.page);
    const address = await privateAddress(desk.page);
    expect(await violations(desk.page)).toEqual([]);
    const telephone = await device(PHONE);
    await begin(telephone.page, address);
    await desk.page.goto(`${platform.origin}/enquetes/marche/3`);
    await memory(telephone.page).fill('La pluie');
    await said(telephone.page, /^Enregistré$/);
    await desk.page.getByLabel('Budget par semaine').fill('20');
    await memory(desk.page).fill('Le soleil');
    await said(desk.page, /les deux versions sont gardées/);
    await memory(desk.page).fill('Le soleil de mars');
    await said(desk.page, /les deux versions sont gardées/);
    await desk.page.getByRole('button', { name: 'Comparer les deux versions' }).click();
    const choice = desk.page.getByRole('radio', { name: /L’autre version/ });
    await choice.waitFor();
    expect(await desk.page.getByLabel('Budget par semaine').inputValue()).toBe('20');
    expect(await desk.page.locator('.rival').textContent()).toContain('La pluie');
    expect(await violations(desk.page)).toEqual([]);
    await desk.page.screenshot({ path: shot('rival-1280'), fullPage: true });
    await telephone.page.reload();
    await telephone.page.locator('.rival').scrollIntoViewIfNeeded();
    await telephone.page.screenshot({ path: shot('rival-390') });
    await choice.check();
    await desk.page.getByRole('button', { name: 'Enregistrer et reprendre plus tard' }).click();
    await desk.page.waitForURL(/plus-tard$/);
    await desk.page.screenshot({ path: shot('later-1280') });
    await telephone.page.reload();
    expect(await memory(telephone.page).inputValue()).toBe('Le soleil de mars');
    expect([...desk.faults, ...telephone.faults]).toEqual([]);
  });

  it('after their session ended: what they type is saved all the same', async () => {
    const { page, faults } = await device(PHONE);
    await begin(page);
    platform.services.store.database.delete(sessions).run();
    await memory(page).fill('Le verglas');
    await said(page, /^Enregistré$/);
    platform.services.store.database.delete(sessions).run();
    await page.context().clearCookies();
    await memory(page).fill('Le verglas, et le sel');
    await page.getByRole('button', { name: 'Partie précédente' }).click();
    await page.waitForURL(/\/2$/);
    const drafts = platform.services.store.database.select().from(responses).all();
    expect(drafts.map(({ answers }) => answers.memory)).toContain('Le verglas, et le sel');
    expect(faults).toEqual([]);
  });

  it('after their link was taken back: the words stay on the device, and come back by the new link', async () => {
    const { page, faults } = await device(PHONE);
    const handed = await invite();
    await begin(page, `/i/${handed.token}`);
    const renewal = await renewInvitation(platform.services.store, {
      ...{ survey, by, key: newToken(), invitationId: handed.invitationId },
    });
    if (renewal.outcome !== 'renewed') throw new Error(renewal.outcome);
    await memory(page).fill('La grêle');
    await said(page, /^Votre session est fermée\u00a0: vos réponses sont gardées sur cet appareil/);
    await begin(page, `/i/${renewal.token}`);
    expect(await memory(page).inputValue()).toBe('');
    await page.screenshot({ path: shot('stranded-390') });
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Les reprendre ici' }).click();
    expect(await memory(page).inputValue()).toBe('La grêle');
    await said(page, /^Enregistré$/);
    await page.reload();
    expect(await memory(page).inputValue()).toBe('La grêle');
    expect(await page.evaluate('Object.keys(localStorage)')).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('after sending: they change one answer, then take everything back, without any script', async () => {
    const { page } = await device(PHONE, { javaScriptEnabled: false });
    await page.goto(`${platform.origin}/enquetes/marche`);
    await page.getByRole('button', { name: 'Commencer' }).click();
    await page.getByRole('checkbox').check();
    await page.getByRole('searchbox').fill('Joinville');
    await page.getByRole('button', { name: 'Chercher' }).click();
    await page.getByRole('radio', { name: 'Joinville Haute-Marne · 52300', exact: true }).check();
    await page.getByRole('radio', { name: 'Jamais' }).check();
    await page.getByRole('button', { name: 'Continuer' }).click();
    await memory(page).fill('La neige');
    for (const screen of [1, 2, 3]) {
      await page.locator(`[name="causes.${screen}.best"]`).nth(0).check({ force: true });
      await page.locator(`[name="causes.${screen}.worst"]`).nth(1).check({ force: true });
    }
    await page.getByRole('button', { name: 'Continuer' }).click();
    await page.getByRole('button', { name: 'Envoyer mes réponses' }).click();
    await page.waitForURL(/accuse$/);
    await page.screenshot({ path: shot('receipt-390'), fullPage: true });
    await page.getByRole('button', { name: 'Modifier ma réponse' }).click();
    await page.getByRole('link', { name: /Modifier.*Pour finir/ }).click();
    await memory(page).fill('La neige et le gel');
    await page.getByRole('button', { name: 'Enregistrer et revenir' }).click();
    await page.getByRole('button', { name: 'Envoyer mes réponses' }).click();
    await page.waitForURL(/accuse$/);
    const standing = await listStandingSubmissions(platform.services.store, survey.id);
    expect(standing.map(({ answers }) => answers.memory)).toEqual(['La neige et le gel']);
    await page.getByRole('link', { name: 'Retirer ma réponse' }).click();
    await page.screenshot({ path: shot('withdrawal-390'), fullPage: true });
    await page.getByLabel('Pourquoi').fill('Je préfère en parler de vive voix');
    await page.getByRole('button', { name: 'Retirer ma réponse' }).click();
    await page.getByText('Numéro de retrait').waitFor();
    await page.screenshot({ path: shot('withdrawn-390'), fullPage: true });
    expect(await listStandingSubmissions(platform.services.store, survey.id)).toEqual([]);
  });

  const shot = (name: string) => join(process.env.SHOTS ?? directory, `${name}.png`);
});

const MISSION = {
  title: 'Bourgs du Perthois',
  client: 'Conseil des bourgs',
  summary: 'Ce qui retient les habitants.',
  regions: ['44'],
};
