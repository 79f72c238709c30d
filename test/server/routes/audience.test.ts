import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listAudienceMembers, listAudiences } from '../../../db/queries/audience.ts';
import { listEvents } from '../../../db/queries/events.ts';
import { findInvitation, listInvitations } from '../../../db/queries/invitations.ts';
import { listStakeholders } from '../../../db/queries/stakeholders.ts';
import type { Survey } from '../../../db/queries/surveys.ts';
import { loadTerritories } from '../../../db/territories.ts';
import { xlsxAround } from '../../support/documents/office.ts';
import { upload } from '../../support/documents/upload.ts';
import { addStallholder, publishMarket } from '../../support/market.ts';
import {
  addAccount,
  addMission,
  openTestPlatform,
  openVisitor,
  signInAs,
  type TestPlatform,
  type Visitor,
} from '../../support/platform.ts';

let platform: TestPlatform;
let survey: Survey;
let solange: Visitor;
let base: string;

beforeEach(async () => {
  platform = await openTestPlatform({ UPLOAD_LIMIT_MB: '8' });
  loadTerritories(platform.store);
  const consultant = await addAccount(platform.store, 'Solange Perrin', 'consultant');
  const mission = await addMission(platform.store, consultant);
  survey = await publishMarket(platform.store, mission, { isOpen: false });
  solange = await signInAs(platform, 'Solange Perrin');
  base = `/missions/${mission}/enquetes/${survey.id}`;
});
afterEach(() => platform.close());

const FILE = `Prénom;Nom;Courriel;Commune;Code postal;Adresse
Lucie;Ferrand;lucie@exemple.fr;Joinville;52300;"Hôtel de ville
Place de la Halle
52300 Joinville"
Paul;Aubry;;Wassy;52130;
Jeanne;Colin;jeanne@exemple.fr;Figeac;46100;
`;
const read = (bytes: string | Uint8Array, fileName = 'elus.csv') =>
  upload(solange, `${base}/audience/lectures`, fileName, Buffer.from(bytes));
const people = async () =>
  (await listStakeholders(platform.store, survey.missionId)).map(({ name, organisation }) => [
    name,
    organisation,
  ]);
const hidden = (body: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? '';

/** Reads a file, then sends the form of its preview as it stands. */
async function importFile(bytes: string | Uint8Array, change: Record<string, string> = {}) {
  const sent = await read(bytes);
  const { body } = await solange.get(String(sent.headers.location));
  const selects = [...body.matchAll(/<select id="(column-\w+)"[\s\S]*?<\/select>/g)];
  const columns = Object.fromEntries(
    selects.map(([html, name = '']) => [name, /value="(\d+)" selected/.exec(html)?.[1] ?? '']),
  );
  const form = {
    id: hidden(body, 'id'),
    pending: hidden(body, 'pending'),
    step: 'import',
    function: 'maire',
    category: 'mayor',
    ...columns,
    ...change,
  };
  return { form, answer: await solange.post(`${base}/audience/fichier`, form) };
}

describe('a file of people', () => {
  it('is shown as it will be read, then imported whole, once', async () => {
    const sent = await read(FILE);
    expect(sent.statusCode).toBe(303);
    const { body } = await solange.get(String(sent.headers.location));
    expect(body).toContain('3\u00a0personnes à ajouter.');
    expect(body).toContain('Lucie Ferrand');
    expect(body).toContain('Mairie de Wassy');
    expect(await people()).toEqual([]);
    const { form, answer } = await importFile(FILE);
    expect(answer.statusCode).toBe(303);
    expect(await people()).toHaveLength(3);
    // The file is gone: the same form finds nothing to import.
    expect((await solange.post(`${base}/audience/fichier`, form)).statusCode).toBe(404);
    expect(await people()).toHaveLength(3);
    const page = await solange.get(String(answer.headers.location));
    expect(page.body).toContain('Adresse électronique («\u00a0Courriel\u00a0»)');
    expect(page.body).toContain('3\u00a0personnes n’ont pas encore de lien');
    const address = platform.store.sqlite
      .prepare("SELECT address FROM identities WHERE name = 'Lucie Ferrand'")
      .pluck()
      .get();
    expect(address).toBe('Hôtel de ville\nPlace de la Halle\n52300 Joinville');
  });

  it('recognises those whom the mission knows, and takes them as they are', async () => {
    await addStallholder(platform.store, survey.missionId, { name: 'Lucie Ferrand' });
    const { answer } = await importFile(FILE);
    expect(answer.statusCode).toBe(303);
    expect(await people()).toHaveLength(3);
    const [row] = await listAudiences(platform.store, survey.id);
    expect(row).toMatchObject({ people: 3, added: 2, uninvited: 3, source: 'file' });
  });

  it('is corrected column by column, and read again', async () => {
    const sent = await read('a;b\nLucie;Joinville\n');
    const { body } = await solange.get(String(sent.headers.location));
    expect(body).toContain('L’organisme manque.');
    const form = { id: hidden(body, 'id'), pending: hidden(body, 'pending'), function: 'maire' };
    const again = await solange.post(`${base}/audience/fichier`, {
      ...form,
      'column-name': '0',
      'column-commune': '1',
      step: 'preview',
    });
    expect(again.statusCode).toBe(200);
    expect(again.body).toContain('Mairie de Joinville');
    expect(await people()).toEqual([]);
  });

  it('is imported only once its faulty lines are mended, or left aside on purpose', async () => {
    const faulty = `${FILE}Marc;Didier;;Nulle-Part;;\n`;
    const { answer, form } = await importFile(faulty);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('La commune «\u00a0Nulle-Part\u00a0» n’est pas connue');
    expect(answer.body).toContain('1\u00a0ligne ne peut pas être importée');
    expect(await people()).toEqual([]);
    const skipped = await solange.post(`${base}/audience/fichier`, { ...form, skip: 'yes' });
    expect(skipped.statusCode).toBe(303);
    expect(await people()).toHaveLength(3);
  });

  it('may be a workbook, or what old spreadsheets write', async () => {
    const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
    const rows = [
      ['Nom', 'Commune'],
      ['Lucie Ferrand', 'Joinville'],
    ]
      .map((cells) => `<row>${cells.map(cell).join('')}</row>`)
      .join('');
    for (const bytes of [
      xlsxAround([{ name: 'Élus', rows }]),
      Buffer.from('\ufeffNom\tCommune\r\nLucie Ferrand\tJoinville\r\n', 'utf16le'),
      Buffer.from('Nom;Commune\r\nLucie Ferrand;Joinville\r\nÉlise Noël;Wassy\r\n', 'latin1'),
    ]) {
      const { body } = await solange.get(String((await read(bytes)).headers.location));
      expect(body).toContain('Lucie Ferrand');
      expect(body).toContain('Mairie de Joinville');
    }
  });

  it('is refused whole, in French, where it can’t be read, and leaves nothing behind', async () => {
    const endless = `nom;commune\n${'Lucie;Joinville\n'.repeat(20_001)}`;
    for (const [bytes, sentence] of [
      ['', 'vide'],
      [endless, '20\u202f000 au plus'],
      [Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(60)]), ''],
      ['%PDF-1.7 tronqué', ''],
      [Buffer.alloc(5000), ''],
    ] as const) {
      const answer = await read(bytes);
      expect([sentence, answer.statusCode]).toEqual([sentence, 422]);
      expect(answer.body).toContain(sentence);
      expect(answer.body).toContain('id="file-error"');
    }
    const tooLarge = await read(Buffer.alloc(9 * 2 ** 20, 'a'));
    expect(tooLarge.statusCode).toBe(422);
    expect(await people()).toEqual([]);
    expect(await listAudiences(platform.store, survey.id)).toEqual([]);
  });

  it('keeps to the letter what would compute or run elsewhere', async () => {
    await importFile(
      'nom;commune\n"=HYPERLINK(""http://pirate"")";Joinville\n<script>alert(1)</script>;Wassy\n',
    );
    const [row] = await listAudiences(platform.store, survey.id);
    const { body } = await solange.get(`${base}/audience/${row?.id}`);
    expect(body).toContain('&lt;script&gt;');
    expect(body).not.toContain('<script>alert');
    const links = await solange.post(`${base}/invitations`, { audience: row?.id ?? '' });
    const csv = await solange.post(`${base}/invitations/liens.csv`, {
      tokens: hidden(links.body, 'tokens'),
    });
    expect(csv.body).toContain(`"'=HYPERLINK(""http://pirate"")"`);
  });

  it('is nobody else’s to read, import or undo', async () => {
    const sent = await read(FILE);
    await importFile(FILE);
    const [row] = await listAudiences(platform.store, survey.id);
    await addAccount(platform.store, 'Karim Lefebvre', 'consultant');
    const karim = await signInAs(platform, 'Karim Lefebvre');
    for (const address of [
      `${base}/audience`,
      String(sent.headers.location),
      `${base}/audience/${row?.id}`,
      `${base}/audience/tirage`,
    ]) {
      expect([address, (await karim.get(address)).statusCode]).toEqual([address, 404]);
      expect((await openVisitor(platform).get(address)).statusCode).toBe(401);
    }
    const undoing = `${base}/audience/${row?.id}/annulation`;
    expect((await karim.post(undoing)).statusCode).toBe(404);
    expect((await solange.get(`${base}/audience/lectures/7abc`)).statusCode).toBe(404);
    expect((await solange.get(`${base}/audience/7abc`)).statusCode).toBe(404);
  });
});

describe('an import undone', () => {
  it('takes back whom it added, with their links; those who began stay', async () => {
    await addStallholder(platform.store, survey.missionId, {
      name: 'Paul Aubry',
      communeCode: '52550',
    });
    await importFile(FILE);
    const [row] = await listAudiences(platform.store, survey.id);
    const importId = row?.id ?? '';
    const links = await solange.post(`${base}/invitations`, { audience: importId });
    expect(links.body.match(/id="lien-/g)).toHaveLength(3);
    const tokens = hidden(links.body, 'tokens').split(' ');
    const [jeanne] = await listInvitations(platform.store, survey.id).then((all) =>
      all.filter(({ name }) => name === 'Jeanne Colin'),
    );
    for (const token of tokens) {
      const found = await findInvitation(platform.store, token);
      if (found?.invitation.id === jeanne?.id) await openVisitor(platform).post(`/i/${token}`);
    }
    const answer = await solange.post(`${base}/audience/${importId}/annulation`);
    const { body } = await solange.get(String(answer.headers.location));
    expect(body).toContain('1\u00a0personne retirée');
    expect(body).toContain('1\u00a0personne reste');
    expect((await people()).map(([name]) => name).toSorted()).toEqual([
      'Jeanne Colin',
      'Paul Aubry',
    ]);
    const left = await listInvitations(platform.store, survey.id);
    expect(left.map(({ name }) => name).toSorted()).toEqual(['Jeanne Colin', 'Paul Aubry']);
    await solange.post(`${base}/audience/${importId}/annulation`);
    const events = await listEvents(platform.store, survey.missionId, { limit: 50, offset: 0 });
    const acts = events
      .map(({ action }) => action)
      .filter((action) => action.startsWith('audience'));
    expect(acts).toEqual(['audience.undo', 'audience.import']);
    expect(platform.store.sqlite.pragma('foreign_key_check')).toEqual([]);
  });
});

describe('communes drawn from the reference', () => {
  const draw = (query: Record<string, string | readonly string[]>) => {
    const pairs = Object.entries(query).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, one]),
    );
    return solange.get(`${base}/audience/tirage?${new URLSearchParams(pairs)}`);
  };
  const HAUTE_MARNE = {
    departments: '52',
    populationFrom: '2500',
    mode: 'all',
    seed: 'halle',
    function: 'maire',
  };
  const drawn = (body: string) =>
    [...body.matchAll(/<li>([^<]+) \((\d{5})\)<\/li>/g)].map(([, , code]) => code);

  it('are shown, then added with one person each, in their town hall', async () => {
    const { body, statusCode } = await draw(HAUTE_MARNE);
    expect(statusCode).toBe(200);
    const codes = drawn(body);
    expect(codes).toContain('52250');
    const form = {
      ...HAUTE_MARNE,
      id: hidden(body, 'id'),
      expected: hidden(body, 'expected'),
    };
    const answer = await solange.post(`${base}/audience/tirage`, form);
    expect(answer.statusCode).toBe(303);
    await solange.post(`${base}/audience/tirage`, form);
    const [row, ...others] = await listAudiences(platform.store, survey.id);
    expect(others).toEqual([]);
    expect(row).toMatchObject({ people: codes.length, source: 'territories' });
    const members = await listAudienceMembers(platform.store, {
      surveyId: survey.id,
      importId: row?.id ?? '',
    });
    expect(members.map(({ stakeholder }) => stakeholder.communeCode).toSorted()).toEqual(
      codes.toSorted(),
    );
    expect((await solange.get(`${base}/audience/${row?.id}`)).body).toContain(
      'Mairie de Joinville',
    );
  });

  it('at random are the same for the same seed, and not for another', async () => {
    const sample = { departments: '52', mode: 'total', total: '12', function: 'maire' };
    const one = drawn((await draw({ ...sample, seed: 'halle' })).body);
    expect(one).toHaveLength(12);
    expect(drawn((await draw({ ...sample, seed: 'halle' })).body)).toEqual(one);
    expect(drawn((await draw({ ...sample, seed: 'beffroi' })).body)).not.toEqual(one);
  });

  it('fill the strata of the plan, by what is missing and the rate expected', async () => {
    await solange.post(`${base}/sondage`, {
      programme: '',
      regions: ['44'],
      axes: ['population'],
      bands: '3500 ; 10001',
      total: '30',
      allocation: 'equal',
    });
    const { body } = await draw({
      regions: ['44'],
      mode: 'plan',
      rate: '20',
      seed: 'halle',
      function: 'maire',
    });
    // Ten answers from each stratum at one in five: fifty communes, where the stratum has as many.
    const rows = [
      ...body.matchAll(
        /hab\.<\/th><td class="is-number">([^<]+)<\/td><td class="is-number">0<\/td><td class="is-number">(\d+)</g,
      ),
    ];
    expect(rows).toHaveLength(3);
    for (const [, reference = '', count] of rows) {
      const size = Number(reference.replaceAll(/\s/g, ''));
      expect(Number(count)).toBe(Math.min(50, size));
    }
  });

  it('are shown again when the survey changed since the preview', async () => {
    const { body } = await draw(HAUTE_MARNE);
    const form = { ...HAUTE_MARNE, id: hidden(body, 'id'), expected: hidden(body, 'expected') };
    const stakeholder = await addStallholder(platform.store, survey.missionId);
    await solange.post(`${base}/invitations`, { stakeholder });
    const answer = await solange.post(`${base}/audience/tirage`, form);
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('a changé depuis l’aperçu');
    expect(await listAudiences(platform.store, survey.id)).toEqual([]);
  });

  it('are asked for in words that make sense, or nothing is drawn', async () => {
    for (const [query, sentence] of [
      [{ seed: 's', function: 'maire' }, 'Choisissez au moins un programme'],
      [
        { regions: '44', seed: 's', function: 'maire', mode: 'plan', rate: '14' },
        'pas encore de plan',
      ],
      [{ regions: '44', function: 'maire' }, 'Indiquez une graine'],
      [{ departments: 'x', seed: 's', function: 'maire' }, 'codes de départements'],
    ] as const) {
      const answer = await draw(query);
      expect([sentence, answer.statusCode, answer.body.includes(sentence)]).toEqual([
        sentence,
        422,
        true,
      ]);
    }
  });
});
