import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeFrom, spacedCode } from '../../../db/codes.ts';
import {
  findInvitation,
  insertInvitation,
  listInvitations,
} from '../../../db/queries/invitations.ts';
import type { Survey } from '../../../db/queries/surveys.ts';
import { loadTerritories } from '../../../db/territories.ts';
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
let invitations: string;

beforeEach(async () => {
  platform = await openTestPlatform({ LINK_ATTEMPTS: '8' });
  loadTerritories(platform.store);
  const consultant = await addAccount(platform.store, 'Solange Perrin', 'consultant');
  const mission = await addMission(platform.store, consultant);
  survey = await publishMarket(platform.store, mission, { isOpen: false });
  solange = await signInAs(platform, 'Solange Perrin');
  invitations = `/missions/${mission}/enquetes/${survey.id}/invitations`;
});
afterEach(() => platform.close());

const invite = async () => {
  const stakeholderId = await addStallholder(platform.store, survey.missionId);
  return insertInvitation(platform.store, { surveyId: survey.id, stakeholderId });
};

describe('a code from a letter', () => {
  it('opens what the link opens, however it is typed', async () => {
    const token = await invite();
    const code = codeFrom(token);
    const lucie = openVisitor(platform);
    expect((await lucie.get('/code')).body).toContain('Répondre avec un code');
    const typed = ` ${spacedCode(code).toLowerCase().replaceAll('0', 'o')} `;
    const answer = await lucie.post('/code', { code: typed });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, `/i/${code}`]);
    expect((await lucie.get(`/i/${code}`)).body).toContain('Commencer');
    await lucie.post(`/i/${code}`);
    expect((await lucie.get('/enquetes/marche/1')).statusCode).toBe(200);
    // The link finds what the code began.
    expect((await openVisitor(platform).get(`/i/${token}`)).statusCode).toBe(200);
    const [row] = await listInvitations(platform.store, survey.id);
    expect(row?.startedAt).not.toBeNull();
  });

  it('says where the fault lies: too short, mistyped, unknown', async () => {
    const lucie = openVisitor(platform);
    const code = codeFrom(await invite());
    const mistyped = (code.startsWith('A') ? 'B' : 'A') + code.slice(1);
    for (const [typed, status, sentence] of [
      ['', 422, 'n’a pas treize signes'],
      [code.slice(1), 422, 'n’a pas treize signes'],
      [mistyped, 422, 'mal recopié'],
      [codeFrom('un jeton que personne n’a reçu'), 404, 'ne mène à aucune enquête'],
    ] as const) {
      const answer = await lucie.post('/code', { code: typed });
      expect([answer.statusCode, answer.body.includes(sentence)]).toEqual([status, true]);
      expect(answer.body).toContain(`value="${typed}"`);
    }
  });

  it('is refused with the link that was taken back, and replaced with the one made again', async () => {
    const token = await invite();
    const found = await findInvitation(platform.store, token);
    await solange.post(`${invitations}/${found?.invitation.id}/renouvellement`);
    const lucie = openVisitor(platform);
    expect((await lucie.post('/code', { code: codeFrom(token) })).statusCode).toBe(404);
    expect((await lucie.get(`/i/${codeFrom(token)}`)).statusCode).toBe(404);
  });

  it('can’t be guessed: 404, then 429, typed or in an address', async () => {
    const guesses = Array.from({ length: 9 }, (_, rank) => codeFrom(`essai ${rank}`));
    const typed = openVisitor(platform);
    const typing = [];
    for (const code of guesses) typing.push((await typed.post('/code', { code })).statusCode);
    expect(typing).toEqual([...Array(8).fill(404), 429]);
    const addresses = [];
    for (const code of guesses) addresses.push((await typed.get(`/i/${code}`)).statusCode);
    expect(addresses).toEqual([...Array(8).fill(404), 429]);
  });

  it('takes anything at all for a wrong code', async () => {
    const lucie = openVisitor(platform);
    for (const code of ['\u202e'.repeat(13), "' OR '1'='1' --", '<script>', 'x'.repeat(5000)])
      expect([404, 422]).toContain((await lucie.post('/code', { code })).statusCode);
  });
});

describe('sheets to print', () => {
  const made = async () => {
    await addStallholder(platform.store, survey.missionId, { name: 'Lucie Ferrand' });
    await addStallholder(platform.store, survey.missionId, {
      name: null,
      organisation: 'Mairie <de> Wassy',
    });
    const { body } = await solange.post(invitations, { category: 'mayor' });
    const tokens = /name="tokens" value="([^"]+)"/.exec(body)?.[1] ?? '';
    return { body, tokens };
  };

  it('give each person an address, a drawing and the code of their own link', async () => {
    const { body, tokens } = await made();
    const [first = ''] = tokens.split(' ');
    expect(tokens.split(' ')).toHaveLength(2);
    expect(body).toContain(spacedCode(codeFrom(first)));
    const { statusCode, body: letters } = await solange.post(`${invitations}/lettres`, { tokens });
    expect(statusCode).toBe(200);
    expect(letters.match(/<svg class="qr"/g)).toHaveLength(2);
    for (const token of tokens.split(' ')) expect(letters).toContain(spacedCode(codeFrom(token)));
    expect(letters).toContain('localhost:3000/code');
    expect(letters).toContain('Lucie Ferrand');
    expect(letters).toContain('52300 Joinville');
    expect(letters).toContain('Mairie &lt;de&gt; Wassy');
    expect(letters).not.toContain('Mairie <de> Wassy');
    expect(letters).toContain('Nous vous invitons à répondre');
  });

  it('carry the words that someone wrote, and none on labels', async () => {
    const { tokens } = await made();
    const text = 'Cher collègue,\r\n\r\nVenez <b>parler</b> du marché.';
    const letters = await solange.post(`${invitations}/lettres`, { tokens, text });
    expect(letters.body).toContain(
      '<p>Cher collègue,</p><p>Venez &lt;b&gt;parler&lt;/b&gt; du marché.</p>',
    );
    const labels = await solange.post(`${invitations}/lettres`, { tokens, text, format: 'labels' });
    expect(labels.body).toContain('<ul class="labels">');
    expect(labels.body).not.toContain('<p>Cher collègue,</p>');
  });

  it('are given for good links alone, and to consultants of the mission alone', async () => {
    const { tokens } = await made();
    expect((await solange.post(`${invitations}/lettres`, { tokens: 'x' })).statusCode).toBe(404);
    expect((await solange.post(`${invitations}/lettres`)).statusCode).toBe(404);
    expect(
      (await openVisitor(platform).post(`${invitations}/lettres`, { tokens })).statusCode,
    ).toBe(401);
  });
});
