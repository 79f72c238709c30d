import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newToken } from '../../../db/ids.ts';
import { listEventsOf } from '../../../db/queries/events.ts';
import { insertInvitations, listInvitations } from '../../../db/queries/invitations.ts';
import { findPaperEntry } from '../../../db/queries/paper-entries.ts';
import { listStandingSubmissions } from '../../../db/queries/standing-submissions.ts';
import type { Survey } from '../../../db/queries/surveys.ts';
import { loadTerritories } from '../../../db/territories.ts';
import { paths } from '../../../views/paths.ts';
import { addStallholder, publishMarket } from '../../support/market.ts';
import {
  addAccount,
  addMission,
  openTestPlatform,
  signInAs,
  type TestPlatform,
  type Visitor,
} from '../../support/platform.ts';
import { MARKET, MORE, YOU } from '../../support/shopper.ts';

let platform: TestPlatform;
let mission: string;
let owner: string;
let survey: Survey;
let solange: Visitor;
let count = 0;

beforeAll(async () => {
  platform = await openTestPlatform();
  loadTerritories(platform.store);
  owner = await addAccount(platform.store, 'Solange Perrin', 'consultant');
  mission = await addMission(platform.store, owner);
  survey = await publishMarket(platform.store, mission);
  solange = await signInAs(platform, 'Solange Perrin');
});
afterAll(() => platform.close());
beforeEach(() => {
  count += 1;
});

const SHEET = { ...YOU, ...MARKET, ...MORE };
const entry = () => paths.paperEntries(mission, survey.id);
const type = (form: Record<string, string | readonly string[]> = {}) =>
  solange.post(entry(), { ...SHEET, _reference: `F-${count}`, _consent: 'signed', ...form });
const last = async () => {
  const all = await listStandingSubmissions(platform.store, survey.id);
  const found = all.at(-1);
  if (!found) throw new Error('nothing was received');
  return found;
};

describe('a sheet of paper', () => {
  it('is typed on one page, and the page is ready for the next one', async () => {
    const page = await solange.get(entry());
    expect(page.body.match(/data-question=/g)?.length).toBeGreaterThan(20);
    const typed = await type();
    expect([typed.statusCode, typed.headers.location]).toEqual([303, entry()]);
    expect((await solange.get(entry())).body).toContain(`Feuille F-${count} saisie`);
    expect((await last()).answers).toMatchObject({
      home: '52250',
      goods: ['fish'],
      memory: 'La neige\nsur la halle',
    });
  });

  it('says that it came on paper, who typed it, and how consent was given', async () => {
    await type({ _consent: 'oral' });
    const { responseId } = await last();
    expect(await findPaperEntry(platform.store, responseId)).toMatchObject({
      ...{ enteredBy: 'Solange Perrin', consent: 'oral', reference: `F-${count}`, check: null },
    });
    const [act] = await listEventsOf(platform.store, 'response', [responseId]);
    expect(act).toMatchObject({ accountName: 'Solange Perrin', detail: { source: 'paper' } });
    const { body } = await solange.get(paths.submission(mission, responseId));
    expect(body).toContain('Saisie papier');
    expect(body).toContain(`feuille F-${count}, par Solange Perrin`);
    expect(body).toContain('donné de vive voix');
  });

  it('is not typed without a reference, nor the consent of who filled it in, nor twice', async () => {
    const before = (await listStandingSubmissions(platform.store, survey.id)).length;
    for (const [form, words] of [
      [{ _reference: '' }, 'recopiez-la ici'],
      [{ _consent: '' }, 'Sans accord'],
      [{ _reference: 'F-1' }, 'déjà saisie'],
    ] as const) {
      const refused = await type(form);
      expect([refused.statusCode, refused.body.includes(words)]).toEqual([422, true]);
      expect(refused.body).toContain('La neige\nsur la halle');
    }
    expect(await listStandingSubmissions(platform.store, survey.id)).toHaveLength(before);
  });

  it('may be incomplete, if whoever types says so; nothing unreadable passes', async () => {
    const missing = await type({ visit: '' });
    expect(missing.statusCode).toBe(422);
    expect(missing.body).toContain('La feuille est incomplète');
    expect((await type({ visit: '', _incomplete: 'yes' })).statusCode).toBe(303);
    expect((await last()).answers).not.toHaveProperty('visit');
    expect((await type({ budget: 'douze', _incomplete: 'yes' })).statusCode).toBe(422);
  });

  it('sent twice is one response', async () => {
    const _key = '7d2f1b6e-2f57-4c7a-9f0e-0c3b5a1d9e11';
    await type({ _key });
    const all = await listStandingSubmissions(platform.store, survey.id);
    await type({ _key, _reference: `F-${count}-bis` });
    expect(await listStandingSubmissions(platform.store, survey.id)).toHaveLength(all.length);
  });

  it('may be that of someone invited, who then is no longer awaited', async () => {
    const stakeholderId = await addStallholder(platform.store, mission);
    const act = { survey, by: owner, key: newToken() };
    await insertInvitations(platform.store, { ...act, stakeholderIds: [stakeholderId] });
    const [invited] = await listInvitations(platform.store, survey.id);
    expect((await solange.get(entry())).body).toContain('Bernard Ollivier');
    await type({ _invitation: invited?.id ?? '' });
    expect((await last()).stakeholder?.id).toBe(stakeholderId);
    const [after] = await listInvitations(platform.store, survey.id);
    expect(after?.submittedAt).not.toBeNull();
  });

  it('looks communes up without a script, and keeps the rest', async () => {
    const found = await type({ home: '', 'home.search': 'Joinville', _to: 'search' });
    expect(found.statusCode).toBe(200);
    expect(found.body).toContain('value="52250"');
    expect(found.body).toContain('La neige');
    const json = await solange.get(`${entry()}/communes?q=joinv`);
    expect(JSON.stringify(json.json())).toContain('52250');
  });

  it('typed a second time is compared, question by question', async () => {
    await type();
    const { responseId } = await last();
    const check = paths.paperCheck(mission, responseId);
    const blank = await solange.get(check);
    expect(blank.body).not.toContain('La neige');
    const same = await solange.post(check, SHEET);
    expect(same.body).toContain('Les deux saisies sont identiques');
    const other = await solange.post(check, { ...SHEET, budget: '21,5', mood: '2' });
    expect(other.body).toContain('diffèrent sur 2\u00a0questions');
    expect(other.body).toContain('21,5');
    expect((await findPaperEntry(platform.store, responseId))?.check).toMatchObject({
      differences: ['budget', 'mood'],
    });
  });

  it('can be corrected: the correction takes the place of the first typing', async () => {
    await type();
    const { responseId } = await last();
    const before = (await listStandingSubmissions(platform.store, survey.id)).length;
    const address = paths.paperEntry(mission, responseId);
    expect((await solange.get(address)).body).toContain('value="12,5"');
    expect((await solange.post(address, { ...SHEET, budget: '21,5' })).statusCode).toBe(303);
    const all = await listStandingSubmissions(platform.store, survey.id);
    expect(all).toHaveLength(before);
    expect(all.find((each) => each.responseId === responseId)?.answers).toMatchObject({
      budget: 21.5,
    });
  });

  it('that did not come on paper can’t be corrected so', async () => {
    expect((await solange.get(paths.paperEntry(mission, 'un-autre'))).statusCode).toBe(404);
  });
});
