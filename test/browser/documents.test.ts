import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listContributionsOfSource } from '../../db/queries/contributions.ts';
import { insertStakeholder } from '../../db/queries/stakeholders.ts';
import { loadTerritories } from '../../db/territories.ts';
import {
  describeInBrowser,
  openBrowser,
  openPage,
  PHONE,
  servePlatform,
} from '../support/browser.ts';
import { docxAround, wordParagraph } from '../support/documents/office.ts';
import { analyseMission } from '../support/findings.ts';
import { addAccount, addMission, emailOf, PASSWORD } from '../support/platform.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const heading = (text: string) => wordParagraph(text, '<w:outlineLvl w:val="0"/>');
const RETURN = {
  name: 'remontee.docx',
  mimeType: 'application/octet-stream',
  buffer: docxAround(
    [
      wordParagraph('Bar-le-Duc, le 28 novembre 2019'),
      heading('1. Dispositifs et acteurs engagés'),
      wordParagraph('La région anime un contrat de bourgs-centres.'),
      heading('2. Besoins prioritaires'),
      wordParagraph('L’ingénierie manque d’abord.'),
    ].join(''),
  ),
};
const EMPTY = { name: 'vide.docx', mimeType: 'text/plain', buffer: Buffer.alloc(0) };

describeInBrowser('a consultant imports what others wrote, and takes the diagnostic away', () => {
  let directory: string;
  let platform: Awaited<ReturnType<typeof servePlatform>>;
  let browser: Browser;
  let missionId: string;
  let home: string;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'constat-documents-'));
    platform = await servePlatform(directory);
    browser = await openBrowser();
    const { store } = platform.services;
    loadTerritories(store);
    const consultant = await addAccount(store, 'Solange Perrin', 'consultant');
    missionId = await addMission(store, consultant);
    home = `${platform.origin}/missions/${missionId}`;
    await insertStakeholder(
      store,
      {
        missionId,
        function: 'préfète',
        category: 'prefecture',
        organisation: 'Préfecture de la Meuse',
        communeCode: null,
        departmentCode: '55',
        regionCode: '44',
        name: null,
      },
      null,
    );
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

  const overflow = (page: Page) =>
    page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

  it('a wrong file is refused in place; the right one is previewed, imported, read and withdrawn', async () => {
    const { page, context, faults } = await signedIn();
    await page.goto(`${home}/documents`);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: 'Importer un document' }).click();
    expect(await violations(page)).toEqual([]);
    await page.locator('#file').setInputFiles(EMPTY);
    await page.getByRole('button', { name: 'Lire le fichier' }).click();
    await page.getByText('Ce fichier est vide').waitFor();
    expect(await page.locator('#file').evaluate((field) => field.matches(':focus'))).toBe(true);
    expect(await violations(page)).toEqual([]);

    await page.locator('#file').setInputFiles(RETURN);
    await page.getByRole('button', { name: 'Lire le fichier' }).click();
    await page.getByRole('heading', { level: 1, name: 'Vérifier avant d’importer' }).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.locator('#rubric-3').inputValue()).toBe('needs');
    await page.getByRole('button', { name: 'Importer' }).click();
    await page.getByRole('alert').getByText('Choisissez qui parle').waitFor();
    expect(await violations(page)).toEqual([]);

    await page.locator('#rubric-1').selectOption('vulnerable');
    await page.locator('#stakeholder').selectOption({ label: 'préfète, Préfecture de la Meuse' });
    await page.getByRole('button', { name: 'Importer' }).click();
    await page.getByText('Le document est importé').waitFor();
    expect(await violations(page)).toEqual([]);
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    const words = await listContributionsOfSource(platform.services.store, 'document', id);
    expect(words.map(({ locator }) => locator)).toEqual(['schemes', 'needs', 'vulnerable']);
    await page.goto(`${page.url()}?contribution=${words[0]?.id}&de=3&a=9#segment`);
    expect(await page.locator('mark#segment').textContent()).toBe('région');

    await page.getByRole('button', { name: 'Retirer le document' }).click();
    await page.getByRole('alert').getByText('Dites en une phrase').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('Raison du retrait').fill('Version provisoire.');
    await page.getByRole('button', { name: 'Retirer le document' }).click();
    await page.getByText('Le document est retiré').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('without scripts, on a telephone, the same forms do', async () => {
    const { page, context } = await signedIn({ javaScriptEnabled: false, viewport: PHONE });
    await page.goto(`${home}/documents/nouveau`);
    await page.locator('#file').setInputFiles(EMPTY);
    await page.getByRole('button', { name: 'Lire le fichier' }).click();
    await page.locator('.error-summary').getByText('Ce fichier est vide').waitFor();
    await page.locator('#file').setInputFiles({ ...RETURN, name: 'sans-script.docx' });
    await page.getByRole('button', { name: 'Lire le fichier' }).click();
    await page.getByRole('link', { name: 'Entretien retranscrit' }).click();
    await page.getByText('Aucune prise de parole n’a été reconnue').waitFor();
    await page.getByRole('link', { name: 'Remontée de préfet' }).click();
    await page.locator('#stakeholder').selectOption({ label: 'préfète, Préfecture de la Meuse' });
    await page.getByRole('button', { name: 'Importer' }).click();
    await page.getByText('Le document est importé').waitFor();
    await context.close();
  });

  it('by the keyboard alone, from the list to the preview', async () => {
    const { page, context } = await signedIn();
    await page.goto(`${home}/documents/nouveau`);
    await page.locator('#file').setInputFiles({ ...RETURN, name: 'a.docx' });
    await page.locator('#file').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    // The same bytes are in the mission already: the document that has them opens.
    await page.getByText('a déjà été importé').waitFor();
    await context.close();
  });

  it('the diagnostic is read on a telephone and on paper, and comes as Word', async () => {
    const { store } = platform.services;
    await analyseMission(store, missionId);
    const { page, context, faults } = await signedIn({ viewport: PHONE });
    await page.goto(`${home}/diagnostic?version=travail`);
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Télécharger en .docx' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('diagnostic-version-de-travail.docx');
    await page.goto(`${home}/diagnostic?version=validee`);
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('navigation', { name: 'Versions' }).isVisible()).toBe(false);
    expect(await page.getByRole('heading', { name: 'Méthode et limites' }).isVisible()).toBe(true);
    expect(faults).toEqual([]);
    await context.close();
  });
});
