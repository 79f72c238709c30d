import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newToken } from '../../../db/ids.ts';
import { listEvents } from '../../../db/queries/events.ts';
import { findInvitation, listInvitations } from '../../../db/queries/invitations.ts';
import { findResponse } from '../../../db/queries/responses.ts';
import type { Survey } from '../../../db/queries/surveys.ts';
import { loadTerritories } from '../../../db/territories.ts';
import { addStallholder, publishMarket, SHOPPER, sendMarket } from '../../support/market.ts';
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
let mission: string;
let survey: Survey;
let solange: Visitor;
let bernard: string;
let lucie: string;

beforeEach(async () => {
  platform = await openTestPlatform();
  const { store } = platform;
  loadTerritories(store);
  const consultant = await addAccount(store, 'Solange Perrin', 'consultant');
  const interviewer = await addAccount(store, 'Odile Marchadier', 'interviewer');
  mission = await addMission(store, consultant, { [interviewer]: 'interviewer' });
  survey = await publishMarket(store, mission, { isOpen: false });
  bernard = await addStallholder(store, mission);
  lucie = await addStallholder(store, mission, {
    name: 'Lucie Ferrand',
    email: 'lucie@exemple.fr',
    function: 'directrice',
    category: 'chamber',
    organisation: 'Chambre de Saint-Dizier',
  });
  solange = await signInAs(platform, 'Solange Perrin');
});
afterEach(() => platform.close());

const address = (act = '') => `/missions/${mission}/enquetes/${survey.id}/invitations${act}`;
const linksIn = (body: string) =>
  [...body.matchAll(/http:\/\/localhost:3000\/i\/([\w-]{43})</g)].map(([, token = '']) => token);
const actions = async () =>
  (await listEvents(platform.store, mission, { limit: 50, offset: 0 }))
    .map(({ action }) => action)
    .filter((action) => action.startsWith('invitation.'));
const held = () => listInvitations(platform.store, survey.id);
const invite = async (form: Record<string, string | string[]>) =>
  linksIn((await solange.post(address(), { key: newToken(), ...form })).body);
const idOf = async (token: string) =>
  (await findInvitation(platform.store, token))?.invitation.id ?? '';

describe('inviting', () => {
  it('hands over one link a person, which opens the survey; only its hash is kept', async () => {
    const answer = await solange.post(address(), {
      key: newToken(),
      stakeholder: [bernard, lucie],
    });
    const tokens = linksIn(answer.body);
    expect([answer.statusCode, tokens.length]).toEqual([200, 2]);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).toContain('Bernard Ollivier');
    const stored = JSON.stringify(platform.store.sqlite.prepare('SELECT * FROM invitations').all());
    const journal = JSON.stringify(platform.store.sqlite.prepare('SELECT * FROM events').all());
    for (const token of tokens) {
      expect((await openVisitor(platform).get(`/i/${token}`)).statusCode).toBe(200);
      expect(stored + journal).not.toContain(token);
    }
    expect(await actions()).toEqual(['invitation.create', 'invitation.create']);
    expect((await solange.get(address())).body).not.toContain(tokens[0]);
  });

  it('gives the same links when the same form is sent twice, even at once', async () => {
    const form = { key: newToken(), stakeholder: [bernard, lucie] };
    const both = await Promise.all([solange.post(address(), form), solange.post(address(), form)]);
    const [first, second] = both.map(({ body }) => linksIn(body));
    expect(first).toHaveLength(2);
    expect(second).toEqual(first);
    expect(await held()).toHaveLength(2);
    expect(await actions()).toHaveLength(2);
  });

  it('gives nobody a second link: another form changes nothing, and says so', async () => {
    const [token = ''] = await invite({ stakeholder: bernard });
    const again = await solange.post(address(), { key: newToken(), stakeholder: bernard });
    expect([again.statusCode, again.headers.location]).toEqual([303, address()]);
    expect((await solange.get(address())).body).toContain('ont déjà leur lien');
    expect((await openVisitor(platform).get(`/i/${token}`)).statusCode).toBe(200);
    const both = await invite({ stakeholder: [bernard, lucie] });
    expect(both).toHaveLength(1);
    expect(await held()).toHaveLength(2);
  });

  it('invites a whole category, but those who answered already', async () => {
    const heard = await addStallholder(platform.store, mission, { name: 'Paul Aubry' });
    await sendMarket(platform.store, survey, SHOPPER);
    platform.store.sqlite.prepare('UPDATE responses SET stakeholder_id = ?').run(heard);
    const page = await solange.get(address());
    expect(page.body).toContain('Toute la catégorie (1\u00a0personne)');
    expect(page.body).not.toContain('Paul Aubry');
    expect(await invite({ category: 'mayor' })).toHaveLength(1);
    expect((await held()).map(({ name }) => name)).toEqual(['Bernard Ollivier']);
  });

  it('asks to choose someone, and makes nothing of unknown or foreign people', async () => {
    const marcId = await addAccount(platform.store, 'Marc Vidal', 'consultant');
    const elsewhere = await addMission(platform.store, marcId);
    const foreigner = await addStallholder(platform.store, elsewhere);
    const forms: Record<string, string | string[]>[] = [
      {},
      { stakeholder: foreigner },
      { stakeholder: ['', "' OR 1=1"] },
      { category: 'everyone' },
    ];
    for (const form of forms) {
      const answer = await solange.post(address(), form);
      expect(answer.statusCode).toBe(422);
      expect(answer.body).toContain('Choisissez au moins une personne');
      expect(answer.body).toContain('autofocus');
    }
    expect(await held()).toEqual([]);
  });

  it('does not take a key that somebody could guess', async () => {
    const [token] = await invite({ key: 'a', stakeholder: bernard });
    const [other] = await invite({ key: 'a', stakeholder: lucie });
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(other).not.toBe(token);
    const again = await solange.post(address(), { key: 'a', stakeholder: bernard });
    expect(again.statusCode).toBe(303);
  });
});

describe('a link made again', () => {
  it('opens what the old one had begun, and the old one opens nothing', async () => {
    const [old = ''] = await invite({ stakeholder: bernard });
    const before = openVisitor(platform);
    await before.post(`/i/${old}`);
    await before.post('/enquetes/marche/3', { _shown: ['memory'], memory: 'La neige.' });
    const answer = await solange.post(address(`/${await idOf(old)}/renouvellement`), {
      key: newToken(),
    });
    const [fresh = ''] = linksIn(answer.body);
    expect((await openVisitor(platform).get(`/i/${old}`)).statusCode).toBe(404);
    expect((await openVisitor(platform).post(`/i/${old}`)).statusCode).toBe(404);
    const after = openVisitor(platform);
    await after.post(`/i/${fresh}`);
    expect((await after.get('/enquetes/marche/3')).body).toContain('La neige.');
    expect(await actions()).toEqual(['invitation.renew', 'invitation.create']);
    expect(await held()).toHaveLength(1);
  });

  it('shuts out the browser that held the old one', async () => {
    const [old = ''] = await invite({ stakeholder: bernard });
    const thief = openVisitor(platform);
    await thief.post(`/i/${old}`);
    const page = await thief.get('/enquetes/marche/3');
    const resume = /name="_resume" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    expect(resume).not.toBe('');
    await solange.post(address(`/${await idOf(old)}/renouvellement`), { key: newToken() });
    expect((await thief.get('/enquetes/marche/3')).statusCode).toBe(401);
    const words = { _resume: resume, _shown: ['memory'], memory: 'À moi.' };
    expect((await thief.post('/enquetes/marche/3', words)).statusCode).toBe(401);
  });

  it('is the same when asked twice by the same form', async () => {
    const [old = ''] = await invite({ stakeholder: bernard });
    const renewal = address(`/${await idOf(old)}/renouvellement`);
    const form = { key: newToken() };
    const first = linksIn((await solange.post(renewal, form)).body);
    expect(first).toHaveLength(1);
    expect(linksIn((await solange.post(renewal, form)).body)).toEqual(first);
    expect(await held()).toHaveLength(1);
    const another = await solange.post(renewal, { key: newToken() });
    expect([another.statusCode, another.body.includes('déjà retiré')]).toEqual([409, true]);
  });

  it('is refused to who has answered, whose answers stay', async () => {
    const [token = ''] = await invite({ stakeholder: bernard });
    const shopper = openVisitor(platform);
    await shopper.post(`/i/${token}`);
    const responseId = platform.store.sqlite
      .prepare<[], { id: string }>('SELECT id FROM responses')
      .get()?.id;
    await sendMarket(platform.store, survey, SHOPPER, { responseId: responseId ?? '' });
    const id = await idOf(token);
    const answer = await solange.post(address(`/${id}/renouvellement`), { key: newToken() });
    expect([answer.statusCode, answer.body.includes('a déjà répondu')]).toEqual([409, true]);
    await solange.post(address(`/${id}/retrait`));
    expect((await findResponse(platform.store, responseId ?? ''))?.submission).not.toBeNull();
    expect(await held()).toHaveLength(1);
  });
});

describe('a link taken back', () => {
  it('opens nothing more, once; the person may be invited again', async () => {
    const [token = ''] = await invite({ stakeholder: bernard });
    const revocation = address(`/${await idOf(token)}/retrait`);
    expect((await solange.post(revocation)).statusCode).toBe(303);
    expect((await solange.post(revocation)).statusCode).toBe(404);
    expect((await openVisitor(platform).get(`/i/${token}`)).statusCode).toBe(404);
    expect(await actions()).toEqual(['invitation.revoke', 'invitation.create']);
    const [again] = await invite({ stakeholder: bernard });
    expect(again).not.toBe(token);
  });

  it('stays closed to the form that made it', async () => {
    const form = { key: newToken(), stakeholder: bernard };
    const [token = ''] = linksIn((await solange.post(address(), form)).body);
    await solange.post(address(`/${await idOf(token)}/retrait`));
    expect((await solange.post(address(), form)).statusCode).toBe(303);
    expect((await openVisitor(platform).get(`/i/${token}`)).statusCode).toBe(404);
  });
});

describe('the file of links', () => {
  it('opens in a spreadsheet, with a line a person and nothing that computes', async () => {
    const pirate = await addStallholder(platform.store, mission, {
      name: '=HYPERLINK("http://pirate.exemple")',
      organisation: '+33 6 12 34 56 78',
      function: '@maire',
    });
    const tokens = await invite({ stakeholder: [lucie, pirate] });
    const file = await solange.post(address('/liens.csv'), { tokens: tokens.join(' ') });
    expect(file.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(file.headers['content-disposition']).toBe('attachment; filename="invitations.csv"');
    expect(file.headers['cache-control']).toBe('no-store');
    const [head, ...lines] = file.body.trimEnd().split('\r\n');
    expect(head).toBe(
      '\uFEFF"Nom";"Adresse électronique";"Fonction";"Organisme";"Territoire";"Lien personnel";"Code"',
    );
    expect(lines).toHaveLength(2);
    const ofLucie = lines.find((line) => line.includes('Lucie')) ?? '';
    expect(ofLucie).toMatch(
      /^"Lucie Ferrand";"lucie@exemple.fr";"directrice";"Chambre de Saint-Dizier";"Joinville, Haute-Marne";"http:\/\/localhost:3000\/i\/[\w-]{43}";"[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{5}"$/,
    );
    const ofPirate = lines.find((line) => line.includes('pirate')) ?? '';
    expect(ofPirate).toContain(`"'=HYPERLINK(""http://pirate.exemple"")"`);
    expect(ofPirate).toContain(`"'+33 6 12 34 56 78"`);
    expect(ofPirate).toContain(`"'@maire"`);
  });

  it('lists nothing of unknown tokens, of another survey, or taken back', async () => {
    const [token = ''] = await invite({ stakeholder: bernard });
    const other = await publishMarket(platform.store, mission, { slug: 'halle' });
    const elsewhere = `/missions/${mission}/enquetes/${other.id}/invitations/liens.csv`;
    expect((await solange.post(elsewhere, { tokens: token })).statusCode).toBe(404);
    for (const tokens of ['', newToken(), randomUUID(), "' OR 1=1"])
      expect((await solange.post(address('/liens.csv'), { tokens })).statusCode).toBe(404);
    await solange.post(address(`/${await idOf(token)}/retrait`));
    expect((await solange.post(address('/liens.csv'), { tokens: token })).statusCode).toBe(404);
  });
});

it('nobody else invites: neither an interviewer, nor through another mission or survey', async () => {
  const odile = await signInAs(platform, 'Odile Marchadier');
  const marcId = await addAccount(platform.store, 'Marc Vidal', 'consultant');
  const elsewhere = await addMission(platform.store, marcId);
  const theirs = await publishMarket(platform.store, elsewhere, { slug: 'halle' });
  const marc = await signInAs(platform, 'Marc Vidal');
  const [token = ''] = await invite({ stakeholder: bernard });
  const id = await idOf(token);
  const own = `/missions/${elsewhere}/enquetes/${theirs.id}/invitations`;
  for (const act of [`/${id}/renouvellement`, `/${id}/retrait`, '/liens.csv']) {
    const form = { key: newToken(), tokens: token };
    expect((await odile.post(address(act), form)).statusCode).toBe(404);
    expect((await marc.post(address(act), form)).statusCode).toBe(404);
    expect((await marc.post(own + act, form)).statusCode).toBe(404);
  }
  expect((await odile.post(address(), { stakeholder: bernard })).statusCode).toBe(404);
  expect((await openVisitor(platform).get(`/i/${token}`)).statusCode).toBe(200);
});
