import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findInterview, insertInterview } from '../../../db/queries/interviews.ts';
import { insertStakeholder } from '../../../db/queries/stakeholders.ts';
import { loadTerritories } from '../../../db/territories.ts';
import {
  addAccount,
  addMission,
  openTestPlatform,
  signInAs,
  type TestPlatform,
  type Visitor,
} from '../../support/platform.ts';

describe('field notes', () => {
  let platform: TestPlatform;
  let mission: string;
  let odile: Visitor;
  let odileId: string;

  beforeEach(async () => {
    platform = await openTestPlatform();
    loadTerritories(platform.store);
    const consultant = await addAccount(platform.store, 'Solange Perrin', 'consultant');
    odileId = await addAccount(platform.store, 'Odile Marchadier', 'interviewer');
    mission = await addMission(platform.store, consultant, { [odileId]: 'interviewer' });
    odile = await signInAs(platform, 'Odile Marchadier');
  });
  afterEach(() => platform.close());

  const opening = {
    guide: 'mayor',
    heldOn: '2020-01-14',
    place: 'Mairie',
    consent: 'by-function',
    trace: 'during',
  };

  const newMayor = {
    stakeholder: 'new',
    function: 'maire',
    category: 'mayor',
    organisation: 'Mairie de Joinville',
    name: 'Bernard Ollivier',
    commune: 'Joinville (52250)',
    department: '',
  };

  async function openInterview(): Promise<string> {
    const stakeholder = await insertStakeholder(
      platform.store,
      {
        missionId: mission,
        function: 'maire',
        category: 'mayor',
        organisation: 'Mairie de Joinville',
        name: null,
        communeCode: '52250',
        departmentCode: '52',
        regionCode: '44',
      },
      null,
    );
    return insertInterview(platform.store, {
      missionId: mission,
      interviewerId: odileId,
      stakeholder,
      guide: 'mayor',
      heldOn: '2020-01-14',
      place: '',
      consent: 'by-function',
      trace: 'during',
    });
  }

  const notesOf = async (interview: string, question: string) =>
    (await findInterview(platform.store, mission, interview))?.notes.get(question);

  const notePath = (interview: string, question: string) =>
    `/missions/${mission}/entretiens/${interview}/notes/${question}`;

  it('opens with a mayor met for the first time, placed by the commune', async () => {
    const answer = await odile.post(`/missions/${mission}/entretiens`, { ...opening, ...newMayor });
    expect(answer.statusCode).toBe(303);
    const id = answer.headers.location?.split('/').at(-1) ?? '';
    const found = await findInterview(platform.store, mission, id);
    expect(found?.stakeholder).toMatchObject({
      communeCode: '52250',
      departmentCode: '52',
      regionCode: '44',
    });
    expect(found?.interviewer).toBe('Odile Marchadier');
  });

  it('says every point to mend, keeps what was typed, and writes nothing', async () => {
    const answer = await odile.post(`/missions/${mission}/entretiens`, {
      ...newMayor,
      function: '',
      commune: 'Saint-Bidule',
      place: 'Salle des fêtes',
    });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('Indiquez la fonction');
    expect(answer.body).toContain('Cette commune n’est pas reconnue');
    expect(answer.body).toContain('Choisissez un guide');
    expect(answer.body).toContain('value="Salle des fêtes"');
    const count = platform.store.sqlite.prepare('SELECT count(*) AS n FROM stakeholders').get();
    expect(count).toEqual({ n: 0 });
  });

  it('takes a commune by its whole name, and asks which one when several bear it', async () => {
    const answer = await odile.post(`/missions/${mission}/entretiens`, {
      ...opening,
      ...newMayor,
      commune: 'Joinville',
    });
    expect(answer.statusCode).toBe(303); // Joinville-le-Pont only begins like it
    const many = await odile.post(`/missions/${mission}/entretiens`, {
      ...opening,
      ...newMayor,
      commune: 'Saint-Martin',
    });
    expect(many.statusCode).toBe(422);
    expect(many.body).toContain('Plusieurs communes correspondent');
  });

  it('keeps each passage to the letter, with its nature and its order', async () => {
    const interview = await openInterview();
    await odile.post(notePath(interview, 'trajectory'), {
      asked: 'spontaneous',
      revision: '0',
      id: ['', '', ''],
      kind: ['verbatim', 'observation', 'verbatim'],
      text: ['« On a perdu la gare »,  dit-il.', 'Il montre la voie.', ''],
    });
    const note = await notesOf(interview, 'trajectory');
    expect(note?.asked).toBe('spontaneous');
    expect(note?.spans.map(({ kind, text }) => [kind, text])).toEqual([
      ['verbatim', '« On a perdu la gare »,  dit-il.'],
      ['observation', 'Il montre la voie.'],
    ]);
  });

  it('keeps the contribution of words that did not change, and withdraws the others', async () => {
    const interview = await openInterview();
    const save = (revision: string, ids: string[], texts: string[]) =>
      odile.post(notePath(interview, 'schemes'), {
        asked: 'prompted',
        revision,
        id: ids,
        kind: ['verbatim', 'verbatim'],
        text: texts,
      });
    await save('0', ['', ''], ['Trop d’appels à projets.', 'Le calendrier nous tue.']);
    const before = (await notesOf(interview, 'schemes'))?.spans ?? [];
    const ids = before.map(({ id }) => id);
    await save('1', ids, ['Trop d’appels à projets.', 'Le calendrier nous épuise.']);
    const after = (await notesOf(interview, 'schemes'))?.spans ?? [];
    expect(after[0]?.id).toBe(ids[0]);
    expect(after[1]?.id).not.toBe(ids[1]);
    const withdrawn = platform.store.sqlite
      .prepare('SELECT contribution_id AS id FROM contribution_withdrawals')
      .all();
    expect(withdrawn).toEqual([{ id: ids[1] }]);
  });

  it('refuses to overwrite what someone else saved, and shows both', async () => {
    const interview = await openInterview();
    const note = (text: string, revision: string) =>
      odile.post(notePath(interview, 'role'), {
        asked: 'prompted',
        revision,
        id: [''],
        kind: ['verbatim'],
        text: [text],
      });
    expect((await note('Maire depuis 2008.', '0')).statusCode).toBe(303);
    const late = await note('Maire depuis 2014.', '0');
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('Maire depuis 2008.');
    expect(late.body).toContain('Maire depuis 2014.');
    expect((await notesOf(interview, 'role'))?.spans.map(({ text }) => text)).toEqual([
      'Maire depuis 2008.',
    ]);
  });

  it('refuses notes under a question said not to be asked', async () => {
    const interview = await openInterview();
    const answer = await odile.post(notePath(interview, 'knock-on'), {
      asked: 'not-asked',
      revision: '0',
      id: [''],
      kind: ['verbatim'],
      text: ['Pourtant il a parlé.'],
    });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('Pourtant il a parlé.');
    expect(await notesOf(interview, 'knock-on')).toBeUndefined();
  });

  it('prints what was typed, never runs it', async () => {
    const interview = await openInterview();
    await odile.post(notePath(interview, 'role'), {
      asked: 'prompted',
      revision: '0',
      id: [''],
      kind: ['verbatim'],
      text: ['</textarea><script>alert(1)</script>{{constructor}}'],
    });
    const { body } = await odile.get(`/missions/${mission}/entretiens/${interview}`);
    expect(body).not.toContain('<script>alert');
    expect(body).toContain('&lt;script&gt;');
    expect(body).toContain('{{constructor}}');
  });

  it('does not exist for another mission, nor for a question of another guide', async () => {
    const interview = await openInterview();
    const otherId = await addAccount(platform.store, 'Marc Vidal', 'consultant');
    const elsewhere = await addMission(platform.store, otherId);
    const marc = await signInAs(platform, 'Marc Vidal');
    expect((await marc.get(`/missions/${elsewhere}/entretiens/${interview}`)).statusCode).toBe(404);
    const foreign = await odile.post(notePath(interview, 'balance'), { asked: 'prompted' });
    expect(foreign.statusCode).toBe(404);
  });
});
