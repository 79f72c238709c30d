import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listEvents } from '../../../db/queries/events.ts';
import { findInvitation, insertInvitation } from '../../../db/queries/invitations.ts';
import { insertResponse } from '../../../db/queries/responses.ts';
import {
  findProgress,
  findQuestionnaire,
  findSurvey,
  listParticipants,
  listSurveys,
  type Survey,
  updateCalendar,
} from '../../../db/queries/surveys.ts';
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
let solange: Visitor;

beforeEach(async () => {
  platform = await openTestPlatform();
  loadTerritories(platform.store);
  const consultant = await addAccount(platform.store, 'Solange Perrin', 'consultant');
  const interviewer = await addAccount(platform.store, 'Odile Marchadier', 'interviewer');
  mission = await addMission(platform.store, consultant, { [interviewer]: 'interviewer' });
  solange = await signInAs(platform, 'Solange Perrin');
});
afterEach(() => platform.close());

const index = () => `/missions/${mission}/enquetes`;
const actions = async () =>
  (await listEvents(platform.store, mission, { limit: 50, offset: 0 }))
    .map(({ action }) => action)
    .filter((action) => action.startsWith('survey.'));

describe('a mission without any survey', () => {
  it('opens the questionnaire of élus, once, however often the button is pressed', async () => {
    expect((await solange.get(index())).body).toContain('Ouvrir l’enquête des élus');
    const [first, second] = await Promise.all([solange.post(index()), solange.post(index())]);
    expect([first.statusCode, second.statusCode]).toEqual([303, 303]);
    expect(first.headers.location).toBe(second.headers.location);
    const surveys = await listSurveys(platform.store, mission);
    expect(surveys).toHaveLength(1);
    expect(surveys[0]?.survey.isOpen).toBe(false);
    expect(await actions()).toEqual(['survey.publish']);
    expect((await solange.get(index())).body).not.toContain('Ouvrir l’enquête des élus');
  });
});

describe('the survey of the market', () => {
  let survey: Survey;
  const address = (act = '') => `${index()}/${survey.id}${act}`;
  const reload = async () => (await findSurvey(platform.store, mission, survey.id)) ?? survey;

  beforeEach(async () => {
    survey = await publishMarket(platform.store, mission);
  });

  it('is closed and opened again by acts that the journal keeps, each once', async () => {
    for (const act of ['/cloture', '/cloture', '/reouverture', '/reouverture'])
      expect((await solange.post(address(act))).statusCode).toBe(303);
    expect(await actions()).toEqual(['survey.reopen', 'survey.close', 'survey.publish']);
    expect((await reload()).closesAt).toBeNull();
    const page = await solange.get(address());
    expect(page.body).toContain('Ouverte');
    expect(page.body).toMatch(/Solange Perrin<\/strong> a rouvert une enquête/);
  });

  it('answers nobody once closed', async () => {
    await solange.post(address('/cloture'));
    const shopper = openVisitor(platform);
    expect((await shopper.post('/enquetes/marche')).statusCode).toBe(409);
    expect((await shopper.get('/enquetes/marche')).body).toContain('close depuis le');
  });

  it('opens and closes its public address as asked, never the other way round', async () => {
    await solange.post(address('/adresse-publique'), { isOpen: 'no' });
    await solange.post(address('/adresse-publique'), { isOpen: 'no' });
    expect((await reload()).isOpen).toBe(false);
    expect((await openVisitor(platform).get('/enquetes/marche')).statusCode).toBe(404);
    expect((await solange.get(address())).body).not.toContain('/enquetes/marche');
    await solange.post(address('/adresse-publique'), { isOpen: 'yes' });
    expect((await solange.get(address())).body).toContain('http://localhost:3000/enquetes/marche');
    expect(await actions()).toEqual(['survey.openLink', 'survey.closeLink', 'survey.publish']);
    const odd = await solange.post(address('/adresse-publique'), { isOpen: 'perhaps' });
    expect([odd.statusCode, (await reload()).isOpen]).toEqual([422, true]);
  });

  it('takes whole days in Paris, the last one included', async () => {
    const days = { opensOn: '2020-01-14', closesOn: '2020-07-14' };
    expect((await solange.post(address('/calendrier'), days)).statusCode).toBe(303);
    const { opensAt, closesAt } = await reload();
    expect(opensAt).toBe(Date.UTC(2020, 0, 13, 23));
    expect(closesAt).toBe(Date.UTC(2020, 6, 14, 22) - 1);
    expect((await solange.get(address())).body).toContain('Close depuis le 14\u00a0juillet');
    await solange.post(address('/calendrier'), { ...days, closesOn: '' });
    expect((await reload()).closesAt).toBeNull();
  });

  it('takes hours of Paris, and a day until which those who began may finish', async () => {
    const calendar = {
      opensOn: '2020-01-14',
      opensTime: '09:30',
      closesOn: '2020-07-14',
      closesTime: '18:00',
      finishesOn: '2020-07-20',
    };
    expect((await solange.post(address('/calendrier'), calendar)).statusCode).toBe(303);
    expect(await reload()).toMatchObject({
      opensAt: Date.UTC(2020, 0, 14, 8, 30),
      closesAt: Date.UTC(2020, 6, 14, 16),
      finishesAt: Date.UTC(2020, 6, 20, 22) - 1,
    });
    const { body } = await solange.get(address());
    for (const value of Object.values(calendar)) expect(body).toContain(`value="${value}"`);
    expect(body).toContain('Close depuis le 20\u00a0juillet\u00a02020.');
  });

  it('lets those who began finish while it closes, and tells the others so', async () => {
    const stakeholderId = await addStallholder(platform.store, mission);
    const token = await insertInvitation(platform.store, { surveyId: survey.id, stakeholderId });
    const late = await insertInvitation(platform.store, {
      surveyId: survey.id,
      stakeholderId: null,
    });
    const lucie = openVisitor(platform);
    await lucie.post(`/i/${token}`);
    const sunday = openVisitor(platform);
    await sunday.post('/enquetes/marche');

    const day = 24 * 3_600_000;
    const now = Date.now();
    const by = platform.store.sqlite.prepare<[], { id: string }>('SELECT id FROM accounts').get();
    await updateCalendar(platform.store, {
      survey,
      by: by?.id ?? '',
      opensAt: now - 2 * day,
      closesAt: now - day,
      finishesAt: now + day,
    });
    for (const [visitor, address] of [
      [lucie, '/enquetes/marche/1'],
      [openVisitor(platform), `/i/${token}`],
      [sunday, '/enquetes/marche/1'],
      [sunday, '/enquetes/marche'],
    ] as const) {
      const page = await visitor.get(address);
      expect([address, page.statusCode]).toEqual([address, 200]);
      expect(page.body).toContain('L’enquête se termine');
      expect(page.body).not.toContain('ne prend plus');
    }
    const stranger = openVisitor(platform);
    for (const address of ['/enquetes/marche', `/i/${late}`]) {
      const page = await stranger.get(address);
      expect(page.body).toContain('ne prend plus de nouvelles réponses depuis le');
      expect(page.body).not.toContain('Commencer');
      expect((await stranger.post(address)).statusCode).toBe(409);
    }
    const whole = await stranger.request({
      method: 'POST',
      url: '/enquetes/marche/reponses',
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ key: '0f8fad5b-d9cb-469f-a165-70867728950e', answers: {} }),
    });
    expect(whole.statusCode).toBe(409);
    expect((await solange.get(address())).body).toContain('En clôture');

    await solange.post(address('/cloture'));
    expect((await lucie.get('/enquetes/marche/1')).body).toContain('close depuis le');
    await solange.post(address('/reouverture'));
    expect(await reload()).toMatchObject({ closesAt: null, finishesAt: null });
    expect((await stranger.get('/enquetes/marche')).body).toContain('Commencer');
  });

  it('keeps the very instant of a day that was not changed', async () => {
    await solange.post(address('/cloture'));
    const { opensAt, closesAt } = await reload();
    const inParis = (at: number | null) =>
      new Date(at ?? 0).toLocaleString('sv-SE', { timeZone: 'Europe/Paris' });
    const before = await actions();
    await solange.post(address('/calendrier'), {
      opensOn: inParis(opensAt).slice(0, 10),
      opensTime: inParis(opensAt).slice(11, 16),
      closesOn: inParis(closesAt).slice(0, 10),
      closesTime: inParis(closesAt).slice(11, 16),
    });
    expect(await reload()).toMatchObject({ opensAt, closesAt });
    expect(await actions()).toEqual(before);
  });

  it('says which day is wrong, keeps what was typed, and changes nothing', async () => {
    const wrong = [
      [{ opensOn: '2020-02-30', closesOn: '' }, 'Indiquez le jour d’ouverture'],
      [{ opensOn: '', closesOn: '' }, 'Indiquez le jour d’ouverture'],
      [{ opensOn: '2020-01-01', closesOn: 'jamais' }, 'Indiquez un jour de clôture'],
      [{ opensOn: '2020-01-02', closesOn: '2020-01-01' }, 'La clôture vient avant l’ouverture'],
      [{ opensOn: '9999-12-31', closesOn: '' }, 'Indiquez le jour d’ouverture'],
      [{ opensOn: '2020-01-01', opensTime: '25:00' }, 'Indiquez une heure valable'],
      [{ opensOn: '2020-01-01', closesTime: '18:00' }, 'Indiquez aussi le jour de clôture'],
      [{ opensOn: '2020-01-01', finishesOn: '2020-01-02' }, 'Indiquez d’abord un jour'],
      [
        { opensOn: '2020-01-01', closesOn: '2020-01-02', finishesOn: '2020-01-02' },
        'donnez du temps après elle',
      ],
      [
        { opensOn: '2020-01-02', opensTime: '10:00', closesOn: '2020-01-02', closesTime: '10:00' },
        'La clôture vient avant l’ouverture',
      ],
    ] as const;
    for (const [form, sentence] of wrong) {
      const answer = await solange.post(address('/calendrier'), form);
      expect([answer.statusCode, answer.body.includes(sentence)]).toEqual([422, true]);
      expect(answer.body).toContain(`value="${form.opensOn}"`);
    }
    expect(await reload()).toEqual(survey);
  });

  it('counts who was invited, who began, who sent, and leaves revoked links out', async () => {
    const invite = async (name: string) => {
      const stakeholderId = await addStallholder(platform.store, mission, { name });
      const token = await insertInvitation(platform.store, { surveyId: survey.id, stakeholderId });
      const made = await findInvitation(platform.store, token);
      return { stakeholderId, id: made?.invitation.id ?? '' };
    };
    const questionnaireId = (await findQuestionnaire(platform.store, survey.id))?.id ?? '';
    const begin = (invitation: { id: string; stakeholderId: string }) =>
      insertResponse(platform.store, { surveyId: survey.id, questionnaireId, invitation });

    const answers = await invite('Lucie Ferrand');
    await sendMarket(platform.store, survey, SHOPPER, { responseId: await begin(answers) });
    await begin(await invite('Paul Aubry'));
    await invite('Jeanne Colin');
    const revoked = await invite('Marc Didier');
    await begin(revoked);
    await solange.post(address(`/invitations/${revoked.id}/retrait`));
    await sendMarket(platform.store, survey, SHOPPER);

    expect(await findProgress(platform.store, survey.id)).toEqual({
      invitations: 3,
      answered: 1,
      started: 3,
      submitted: 2,
    });
    const people = await listParticipants(platform.store, survey.id);
    expect(people.map(({ isInvited, isSent }) => [isInvited, isSent])).toEqual([
      [true, true],
      [true, false],
      [true, false],
      [false, true],
    ]);
    const { body } = await solange.get(address());
    expect(body).toContain('Sur 3\u00a0personnes invitées, 1 a répondu.');
    expect(body).toContain('Une réponse est venue par l’adresse publique.');
    expect(body).not.toMatch(/\d\u202f%/);
  });

  it('gives a rate only from thirty invitations on, with its interval', async () => {
    const questionnaireId = (await findQuestionnaire(platform.store, survey.id))?.id ?? '';
    for (let rank = 0; rank < 30; rank += 1) {
      const stakeholderId = await addStallholder(platform.store, mission, { name: `N${rank}` });
      await insertInvitation(platform.store, { surveyId: survey.id, stakeholderId });
    }
    const invitations = platform.store.sqlite
      .prepare<[], { id: string; stakeholderId: string }>(
        'SELECT id, stakeholder_id AS stakeholderId FROM invitations ORDER BY rowid',
      )
      .all();
    for (const invitation of invitations.slice(0, 6)) {
      const responseId = await insertResponse(platform.store, {
        surveyId: survey.id,
        questionnaireId,
        invitation,
      });
      await sendMarket(platform.store, survey, SHOPPER, { responseId });
    }
    // Wilson, 6 of 30 at 95 %: 0.0951 to 0.3731.
    expect((await solange.get(address())).body).toContain(
      '6 ont répondu, soit 20\u202f% (intervalle à 95\u202f%\u00a0: 10 à 37\u202f%)',
    );
  });

  it('does not exist for interviewers, nor through another mission', async () => {
    const odile = await signInAs(platform, 'Odile Marchadier');
    const marcId = await addAccount(platform.store, 'Marc Vidal', 'consultant');
    const elsewhere = await addMission(platform.store, marcId);
    const marc = await signInAs(platform, 'Marc Vidal');
    const theirs = `/missions/${elsewhere}/enquetes/${survey.id}`;
    for (const page of ['', '/invitations', '/reponses', '/resultats']) {
      expect([page, (await odile.get(address(page))).statusCode]).toEqual([page, 404]);
      expect([page, (await marc.get(theirs + page)).statusCode]).toEqual([page, 404]);
    }
    for (const act of ['/cloture', '/reouverture', '/adresse-publique', '/calendrier']) {
      expect([act, (await odile.post(address(act))).statusCode]).toEqual([act, 404]);
      expect([act, (await marc.post(theirs + act)).statusCode]).toEqual([act, 404]);
    }
    expect((await odile.post(index())).statusCode).toBe(404);
    expect(await reload()).toEqual(survey);
  });
});
