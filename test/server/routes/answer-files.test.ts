import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hashOf } from '../../../db/ids.ts';
import { listAnswerFiles } from '../../../db/queries/answer-files.ts';
import { listStandingSubmissions } from '../../../db/queries/standing-submissions.ts';
import { publishSurvey } from '../../../db/queries/surveys.ts';
import { defineQuestionnaire } from '../../../surveys/definition.ts';
import { paths } from '../../../views/paths.ts';
import {
  addAccount,
  addMission,
  openTestPlatform,
  openVisitor,
  signInAs,
  type TestPlatform,
  type Visitor,
} from '../../support/platform.ts';
import { sendMarketForm } from '../../support/shopper.ts';

const hall = defineQuestionnaire({
  id: 'hall',
  version: '1',
  title: 'La halle en images',
  sections: [
    {
      id: 'one',
      title: 'La halle',
      questions: [
        { id: 'picture', type: 'file', kind: 'photo', label: 'Une photo', required: true },
        { id: 'comment', type: 'long-text', label: 'Un mot' },
        {
          id: 'stalls',
          type: 'repeat',
          label: 'Étals',
          questions: [
            { id: 'stall', type: 'short-text', label: 'Nom' },
            { id: 'plan', type: 'file', label: 'Plan' },
          ],
        },
      ],
    },
  ],
});

const JPEG = Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.alloc(200, 7)]);
const PDF = Buffer.from('%PDF-1.7\nun plan');
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');

let platform: TestPlatform;
let mission: string;
let survey: string;
let solange: Visitor;
let visitor: Visitor;

beforeAll(async () => {
  platform = await openTestPlatform();
  const owner = await addAccount(platform.store, 'Solange Perrin', 'consultant');
  await addAccount(platform.store, 'Marc Vidal', 'consultant');
  mission = await addMission(platform.store, owner);
  survey = await publishSurvey(platform.store, {
    ...{ missionId: mission, definition: hall, isOpen: true, slug: 'halle' },
  });
  solange = await signInAs(platform, 'Solange Perrin');
});
afterAll(() => platform.close());
beforeEach(async () => {
  visitor = openVisitor(platform);
  await visitor.post('/enquetes/halle');
});

type Part = readonly [name: string, value: string | readonly [fileName: string, bytes: Buffer]];

const SHOWN = ['picture', 'comment', 'stalls', 'stalls.1.stall', 'stalls.1.plan'].map(
  (id): Part => ['_shown', id],
);

function post(parts: readonly Part[]) {
  const boundary = 'halle-1234';
  const payload = Buffer.concat([
    ...[...SHOWN, ...parts].map(([name, value]) =>
      typeof value === 'string'
        ? Buffer.from(
            `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
          )
        : Buffer.concat([
            Buffer.from(
              `--${boundary}\r\ncontent-disposition: form-data; name="${name}"; filename="${value[0]}"\r\ncontent-type: text/html\r\n\r\n`,
            ),
            value[1],
            Buffer.from('\r\n'),
          ]),
    ),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
  return visitor.request({
    method: 'POST',
    url: '/enquetes/halle/1',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload,
  });
}

const last = async () => (await listStandingSubmissions(platform.store, survey)).at(-1);
const kept = (bytes: Buffer) =>
  existsSync(join(platform.services.config.originalsPath, hashOf(bytes)));

describe('a file given as an answer', () => {
  it('goes with the page, is kept under its hash, and is named in the answers', async () => {
    const answer = await post([
      ['comment', 'La charpente é'],
      ['picture.file', ['../halle.jpg', JPEG]],
      ['stalls.1.stall', 'Le fromager'],
      ['stalls.1.plan.file', ['plan.pdf', PDF]],
    ]);
    expect([answer.statusCode, answer.headers.location]).toEqual([
      303,
      '/enquetes/halle/relecture',
    ]);
    expect(kept(JPEG)).toBe(true);
    const again = await visitor.get('/enquetes/halle/1');
    expect(again.body).toContain('enctype="multipart/form-data"');
    expect(again.body).toContain('<span>halle.jpg</span>');
    await sendMarketForm(visitor, 'halle');
    expect((await last())?.answers).toEqual({
      picture: 'halle.jpg',
      comment: 'La charpente é',
      stalls: [{ stall: 'Le fromager', plan: 'plan.pdf' }],
    });
  });

  it('stays when the page is sent again without it, and goes when one asks', async () => {
    await post([['picture.file', ['halle.jpg', JPEG]]]);
    await post([
      ['picture', 'halle.jpg'],
      ['picture.file', ['', Buffer.alloc(0)]],
    ]);
    expect((await visitor.get('/enquetes/halle/1')).body).toContain('<span>halle.jpg</span>');
    const gone = await post([
      ['picture', 'halle.jpg'],
      ['picture.drop', 'yes'],
    ]);
    expect(gone.statusCode).toBe(422);
    expect((await visitor.get('/enquetes/halle/1')).body).not.toContain('<span>halle.jpg</span>');
  });

  it.each([
    ['a drawing that runs', 'halle.svg', SVG],
    ['a page under the name of a photo', 'halle.jpg', Buffer.from('<html><script>1</script>')],
    ['a document where a photo is asked for', 'halle.pdf', PDF],
  ])('is refused when it is %s, and the rest of the page is kept', async (_what, name, bytes) => {
    const refused = await post([
      ['comment', 'La charpente'],
      ['picture.file', [name, bytes]],
    ]);
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('n’est pas d’un type accepté ici');
    expect((await visitor.get('/enquetes/halle/1')).body).toContain('La charpente');
    expect(kept(bytes) && bytes !== PDF).toBe(false);
  });

  it('is refused when it weighs more than ten megabytes', async () => {
    const heavy = Buffer.concat([JPEG, Buffer.alloc(11 * 2 ** 20)]);
    const refused = await post([
      ['comment', 'La charpente'],
      ['picture.file', ['lourde.jpg', heavy]],
    ]);
    expect([refused.statusCode, refused.body.includes('dépasse 10\u00a0Mo')]).toEqual([422, true]);
    expect((await visitor.get('/enquetes/halle/1')).body).toContain('La charpente');
  });

  it('is downloaded by staff, never shown, and by nobody else', async () => {
    await post([['picture.file', ['halle.jpg', JPEG]]]);
    await sendMarketForm(visitor, 'halle');
    const { responseId = '' } = (await last()) ?? {};
    const page = await solange.get(paths.submission(mission, responseId));
    const address = /href="([^"]+)" download/.exec(page.body)?.[1] ?? '';
    const file = await solange.get(address);
    expect(file.statusCode).toBe(200);
    expect(file.rawPayload.equals(JPEG)).toBe(true);
    expect(file.headers).toMatchObject({
      'content-disposition': "attachment; filename*=UTF-8''halle.jpg",
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
    });
    const marc = await signInAs(platform, 'Marc Vidal');
    expect((await marc.get(address)).statusCode).toBe(404);
    expect((await visitor.get(address)).statusCode).toBe(401);
  });

  it('goes from the disk when its author takes their response back', async () => {
    const own = Buffer.concat([JPEG, Buffer.from('la mienne')]);
    await post([['picture.file', ['mienne.jpg', own]]]);
    await sendMarketForm(visitor, 'halle');
    const { responseId = '' } = (await last()) ?? {};
    expect(kept(own)).toBe(true);
    await visitor.post('/enquetes/halle/retrait');
    expect(kept(own)).toBe(false);
    expect(await listAnswerFiles(platform.store, responseId)).toEqual([]);
    expect(readdirSync(platform.services.config.originalsPath)).toContain(hashOf(JPEG));
  });
});
