import supertest from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { write } from '../../db/open.ts';
import { insertContributions } from '../../db/queries/contributions.ts';
import { findRun } from '../../db/queries/runs.ts';
import {
  addAccount,
  addMission,
  emailOf,
  ORIGIN,
  openTestPlatform,
  PASSWORD,
  type TestPlatform,
} from '../support/platform.ts';

/** What only a real socket shows: a stream that stays open, and closes when the work ends. */
describe('over a real socket', () => {
  let platform: TestPlatform;
  let mission: string;
  beforeEach(async () => {
    platform = await openTestPlatform();
    const solange = await addAccount(platform.store, 'Solange Perrin', 'consultant');
    mission = await addMission(platform.store, solange);
    await platform.app.listen({ host: '127.0.0.1', port: 0 });
  });
  afterEach(() => platform.close());

  it('an analysis tells its progress event by event, and hangs up when it is done', async () => {
    write(platform.store, (transaction) => {
      insertContributions(
        transaction,
        Array.from({ length: 60 }, (_, index) => ({
          id: `c${index}`,
          missionId: mission,
          family: 'survey' as const,
          sourceKind: 'submission' as const,
          sourceId: 'r',
          locator: 'asset',
          position: index,
          kind: 'verbatim' as const,
          text:
            index % 2 === 0
              ? `Le médecin part à la retraite et la pharmacie du bourg ferme, ${index} patients sans docteur.`
              : `La gare a perdu son train du soir, et ${index} voyageurs prennent leur voiture sur la route.`,
          stakeholderId: null,
          consent: 'internal' as const,
        })),
      );
    });
    const browser = supertest.agent(platform.app.server);
    await browser
      .post('/connexion')
      .set('origin', ORIGIN)
      .type('form')
      .send({ email: emailOf('Solange Perrin'), password: PASSWORD })
      .expect(303);
    const started = await browser
      .post(`/missions/${mission}/analyses`)
      .set('origin', ORIGIN)
      .type('form')
      .send({ classes: '2' })
      .expect(303);
    const run = started.headers.location?.split('/').at(-1) ?? '';
    const stream = await browser
      .get(`/missions/${mission}/analyses/${run}/avancement`)
      .buffer(true)
      .parse((answer, done) => {
        let text = '';
        answer.on('data', (chunk: Buffer) => {
          text += chunk.toString('utf8');
        });
        answer.on('end', () => done(null, text));
      });
    expect(stream.headers['content-type']).toContain('text/event-stream');
    expect(stream.body).toContain('event: progress');
    expect(stream.body.trimEnd().endsWith('event: end\ndata: null')).toBe(true);
    expect((await findRun(platform.store, mission, run))?.outcome).toBe('finished');
  });
});
