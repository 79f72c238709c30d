import { describe, expect, test } from 'vitest';
import { readAttachment } from '../../../../server/documents/read/attachment.ts';
import { ReadError } from '../../../../server/documents/read/problem.ts';

const rowsOf = async (name: string, text: string) =>
  (await readAttachment(name, new TextEncoder().encode(text))).rows;

describe('a file beside a questionnaire', () => {
  test('in columns is read whatever parts them', async () => {
    const rows = [
      ['name', 'label'],
      ['a', 'Été, hiver'],
    ];
    expect(await rowsOf('x.csv', 'name,label\na,"Été, hiver"\n')).toEqual(rows);
    expect(await rowsOf('x.csv', 'name;label\r\na;Été, hiver')).toEqual(rows);
  });

  test('of a map gives its features, their properties and the place of a point', async () => {
    const map = {
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          id: 'n1',
          geometry: { type: 'Point', coordinates: [4.36, 48.95] },
          properties: { title: 'Lavoir', eaux: 2 },
        },
        { type: 'Feature', geometry: null, properties: { id: 'n2', title: null } },
      ],
    };
    expect(await rowsOf('x.geojson', JSON.stringify(map))).toEqual([
      ['id', 'geometry', 'title', 'eaux'],
      ['n1', '48.95 4.36 0 0', 'Lavoir', '2'],
      ['n2', '', '', ''],
    ]);
  });

  test('of items is read by their elements', async () => {
    const xml =
      '<root><item><name>a</name><label>Un &amp; deux</label></item><item><name>b</name></item></root>';
    expect(await rowsOf('x.xml', xml)).toEqual([
      ['name', 'label'],
      ['a', 'Un & deux'],
      ['b', ''],
    ]);
  });

  test.each([
    ['x.geojson', '{"type":"FeatureCollection"'],
    ['x.geojson', '[]'],
    ['x.xml', '<!DOCTYPE root [<!ENTITY e SYSTEM "file:///etc/passwd">]><root>&e;</root>'],
    ['x.csv', ''],
    ['x.csv', 'a\n'.repeat(20_010)],
  ])('is refused when it is broken, hostile or endless (%s)', async (name, text) => {
    await expect(rowsOf(name, text)).rejects.toBeInstanceOf(ReadError);
  });
});
