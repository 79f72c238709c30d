import { get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { write } from '../../../db/open.ts';
import { insertContributions } from '../../../db/queries/contributions.ts';
import { listRuns } from '../../../db/queries/runs.ts';
import {
  addAccount,
  addMission,
  openTestPlatform,
  signInAs,
  type TestPlatform,
  type Visitor,
} from '../../support/platform.ts';

const SUBJECTS = [
  'Le médecin du bourg part en retraite et le cabinet ferme, les patients attendent un généraliste.',
  'La halle du marché se vide, les vitrines restent closes et les commerces cherchent un repreneur.',
  'Le dossier de subvention demande un chef de projet, la commune n’a pas d’ingénierie pour le monter.',
];

/** Two hundred short texts on three subjects: enough for an analysis to have something to do. */
const texts = Array.from({ length: 200 }, (_, index) => `${SUBJECTS[index % 3]} Passage ${index}.`);

describe('an analysis is launched, followed, cancelled', () => {
  let platform: TestPlatform;
  let mission: string;
  let solange: Visitor;
  let odile: Visitor;
  let home: string;

  beforeAll(async () => {
    platform = await openTestPlatform();
    const consultant = await addAccount(platform.store, 'Solange Perrin', 'consultant');
    const interviewer = await addAccount(platform.store, 'Odile Marchadier', 'interviewer');
    mission = await addMission(platform.store, consultant, { [interviewer]: 'interviewer' });
    solange = await signInAs(platform, 'Solange Perrin');
    odile = await signInAs(platform, 'Odile Marchadier');
    home = `/missions/${mission}/analyses`;
  });
  afterAll(() => platform.close());

  const launch = (form: Record<string, string> = {}) => solange.post(home, form);
  const idIn = (location: unknown) => String(location).split('/').at(-1) ?? '';
  const outcomes = async () =>
    (await listRuns(platform.store, mission)).map(({ outcome }) => outcome);

  it('an empty corpus is said to be, and has no button', async () => {
    const { body } = await solange.get(home);
    expect(body).toContain('Rien à analyser pour l’instant');
    expect(body).not.toContain('Lancer l’analyse');
  });

  it('settings that cannot be are refused beside their field, values kept', async () => {
    addWords();
    for (const [field, value] of [
      ['classes', '1'],
      ['classes', '31'],
      ['classes', '2.5'],
      ['classes', '7abc'],
      ['seed', '-1'],
      ['seed', '9999999999'],
      ['method', 'oracle'],
    ] as const) {
      const refused = await launch({ [field]: value });
      expect(refused.statusCode).toBe(422);
      expect(refused.body).toContain(`href="#${field}"`);
      expect(refused.body).toContain(`id="${field}-error"`);
      if (field !== 'method') expect(refused.body).toContain(`value="${value}"`);
    }
    expect(await outcomes()).toEqual([]);
  });

  it('its page shows where it stands, and reloads itself where scripts do not run', async () => {
    const { statusCode, headers } = await launch({ classes: '3', method: 'reinert', seed: '7' });
    expect(statusCode).toBe(303);
    const page = await solange.get(String(headers.location));
    expect(page.body).toContain('<noscript><meta http-equiv="refresh" content="3"></noscript>');
    expect(page.body).toContain('<progress');
    expect(page.body).toContain('Annuler l’analyse');
    const twice = await launch();
    expect(twice.headers.location).toBe(headers.location);
    await platform.services.runs.ended(idIn(headers.location));
    const done = await solange.get(String(headers.location));
    expect(done.body).toContain('Terminée');
    expect(done.body).toContain('Classification descendante (Reinert)');
    expect(done.body).not.toContain('http-equiv="refresh"');
    expect(await outcomes()).toEqual(['finished']);
  });

  it('every method is offered, and a double classification says what it leaves out', async () => {
    const { body } = await solange.get(home);
    for (const method of ['auto', 'reinert', 'double', 'mixture'])
      expect(body).toContain(`<option value="${method}"`);
    const { headers } = await launch({ classes: '3', method: 'double' });
    await platform.services.runs.ended(idIn(headers.location));
    const done = await solange.get(String(headers.location));
    expect(done.body).toContain('Classification double (Reinert)');
    expect(done.body).toContain('ne garde que ce que deux classifications rangent ensemble');
  });

  it('a browser that listens hears each step, then the end', async () => {
    await platform.app.listen({ host: '127.0.0.1', port: 0 });
    const { headers } = await launch({ classes: '3', seed: '2' });
    const heard = await listen(`${headers.location}/avancement`);
    const steps = heard.filter(({ event }) => event === 'progress').map(({ data }) => data);
    expect(steps.length).toBeGreaterThan(1);
    const values = steps.map(({ value }) => value);
    expect(values).toEqual([...values].sort((a, b) => a - b));
    expect(steps.every(({ value, max }) => value >= 0 && value <= max)).toBe(true);
    expect(steps[0]?.text).toMatch(/^Étape 1 sur 5/);
    expect(heard.at(-1)?.event).toBe('end');
  });

  it('cancelled, it leaves what was there, and says so', async () => {
    const { headers } = await launch({ seed: '3' });
    const cancelled = await solange.post(`${headers.location}/annulation`);
    expect(cancelled.headers.location).toBe(headers.location);
    const page = await solange.get(String(headers.location));
    expect(page.body).toContain('Annulée');
    expect((await outcomes())[0]).toBe('cancelled');
    // Once more changes nothing.
    expect((await solange.post(`${headers.location}/annulation`)).statusCode).toBe(303);
    expect((await outcomes())[0]).toBe('cancelled');
  });

  it('is not for interviewers', async () => {
    const [run] = await listRuns(platform.store, mission);
    for (const url of [home, `${home}/${run?.id}`, `${home}/${run?.id}/avancement`])
      expect((await odile.get(url)).statusCode).toBe(404);
    expect((await odile.post(home)).statusCode).toBe(404);
    expect((await odile.post(`${home}/${run?.id}/annulation`)).statusCode).toBe(404);
  });

  function addWords() {
    write(platform.store, (transaction) =>
      insertContributions(
        transaction,
        texts.map((text, position) => ({
          missionId: mission,
          family: 'survey' as const,
          sourceKind: 'submission' as const,
          sourceId: `answer-${position}`,
          locator: 'q8',
          position,
          kind: 'verbatim' as const,
          text,
          stakeholderId: null,
          consent: 'by-function' as const,
        })),
      ),
    );
  }

  type Heard = { event: string; data: { value: number; max: number; text: string } };

  /** What server-sent events say until the line is closed. */
  async function listen(path: string): Promise<Heard[]> {
    const cookie = await cookieOf();
    const { port } = platform.app.server.address() as AddressInfo; // listening on a port, not on a pipe
    return new Promise((resolve, reject) => {
      get({ host: '127.0.0.1', port, path, headers: { cookie } }, (response) => {
        expect(response.headers['content-type']).toMatch(/^text\/event-stream/);
        let said = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          said += chunk;
        });
        response.once('end', () => resolve(said.split('\n\n').flatMap(toHeard)));
      }).once('error', reject);
    });
  }

  function toHeard(block: string): Heard[] {
    const [, event, data] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? [];
    return event && data ? [{ event, data: JSON.parse(data) }] : [];
  }

  async function cookieOf(): Promise<string> {
    const answer = await solange.get(home);
    return String(answer.raw.req.headers.cookie);
  }
});
