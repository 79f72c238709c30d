import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { responses } from '../../../db/schema/surveys.ts';
import { placePressed, viewAround } from '../../../surveys/question-types/map-view.ts';
import { publishMarket } from '../../support/market.ts';
import {
  addAccount,
  addMission,
  openTestPlatform,
  openVisitor,
  type TestPlatform,
} from '../../support/platform.ts';

let platform: TestPlatform;

beforeAll(async () => {
  platform = await openTestPlatform();
  const owner = await addAccount(platform.store, 'Solange Perrin', 'consultant');
  await publishMarket(platform.store, await addMission(platform.store, owner));
});
afterAll(() => platform.close());

describe('a place pressed on a map', () => {
  it('comes closer with each press, without any script, until it is a street', async () => {
    const visitor = openVisitor(platform);
    await visitor.post('/enquetes/marche');
    let [latitude, longitude] = ['', ''];
    const seen: number[] = [];
    for (let press = 0; press < 4; press += 1) {
      const sent = await visitor.post('/enquetes/marche/3', {
        ...{ _shown: ['stand'], 'stand.latitude': latitude, 'stand.longitude': longitude },
        ...{ 'stand.map.x': '200', 'stand.map.y': '100' },
      });
      expect(sent.headers.location).toBe('/enquetes/marche/3#question-stand');
      const { body } = await visitor.get('/enquetes/marche/3');
      latitude = /name="stand.latitude"[^>]* value="([^"]*)"/.exec(body)?.[1] ?? '';
      longitude = /name="stand.longitude"[^>]* value="([^"]*)"/.exec(body)?.[1] ?? '';
      seen.push(viewAround(latitude, longitude).span);
      expect(body).toContain('marque&#x3D;1');
    }
    expect(seen).toEqual([4, 0.6, 0.08, 0.012]);
    const kept = platform.store.database.select().from(responses).all().at(-1)?.answers.stand;
    // By hand, an eighth of the map east and three sixteenths north each time: 48.8 ; 4.6, then 49.55 ; 5.36, then
    // 49.6625 ; 5.476, then 49.6775 ; 5.4915.
    expect(kept).toMatchObject({
      latitude: expect.closeTo(49.677, 2),
      longitude: expect.closeTo(5.491, 2),
    });
  });

  it('is not taken from the corner, where Enter in another field presses', async () => {
    const visitor = openVisitor(platform);
    await visitor.post('/enquetes/marche');
    await visitor.post('/enquetes/marche/3', {
      ...{ _shown: ['stand'], 'stand.map.x': '0', 'stand.map.y': '0' },
    });
    expect((await visitor.get('/enquetes/marche/3')).body).not.toContain('marque&#x3D;1');
  });

  it('is where one pressed: by hand, on the map of the whole country', () => {
    // 11.5 degrees on 320 pixels: the centre is 46.6 ; 2.5, and 80 pixels up are 2.875 degrees north.
    expect(placePressed(viewAround('', ''), 160, 160)).toEqual({
      latitude: '46,6',
      longitude: '2,5',
    });
    expect(placePressed(viewAround('', ''), 160, 80)).toEqual({
      latitude: '49,5',
      longitude: '2,5',
    });
    // East, a degree is shorter: cos 46.6° is 0.687, so that 80 pixels are 2.875 / 0.687 = 4.18 degrees.
    expect(placePressed(viewAround('', ''), 240, 160)).toEqual({
      latitude: '46,6',
      longitude: '6,7',
    });
  });

  it('is drawn by the platform itself, whatever is asked of it', async () => {
    const map = await platform.app.inject('/enquetes/carte.svg?c=48.96;4.37;0.6&marque=1');
    expect(map.headers['content-type']).toContain('image/svg+xml');
    expect(map.body).toContain('Châlons-en-Champagne');
    expect(map.body).toContain('10 km');
    for (const c of ['x', '91;0;1', '1;2;1e9', '<script>', '48;2;NaN', ';;']) {
      const odd = await platform.app.inject(`/enquetes/carte.svg?c=${encodeURIComponent(c)}`);
      expect([c, odd.statusCode, odd.body.includes('Paris'), odd.body.includes('script')]).toEqual([
        c,
        200,
        true,
        false,
      ]);
    }
  });
});
