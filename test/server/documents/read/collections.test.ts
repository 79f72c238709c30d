import { describe, expect, test } from 'vitest';
import { UPLOAD_LIMITS } from '../../../../server/documents/read/limits.ts';
import { readDocument } from '../../../../server/documents/read/readDocument.ts';
import { readAs } from '../../../support/documents/reading.ts';

const lines = (...records: unknown[]) =>
  Buffer.from(
    records
      .map((record) => (typeof record === 'string' ? record : JSON.stringify(record)))
      .join('\n'),
  );

describe('a JSONL file', () => {
  test('keeps texts to the letter, identifiers, and what describes them', async () => {
    const text = '  Deux lignes\r\net un\u00a0blanc ';
    const read = await readAs(
      'collection',
      lines(
        {
          id: 7,
          text,
          label: 'Logement',
          meta: { région: 'Occitanie', n: 3, tags: ['a', 'b'], vide: null },
        },
        { id: 'b', text: 'Rien.' },
      ),
      'avis.jsonl',
    );
    expect(read.contributions).toEqual([
      {
        id: '7',
        text,
        metadata: { label: 'Logement', région: 'Occitanie', n: '3', tags: 'a ; b' },
      },
      { id: 'b', text: 'Rien.' },
    ]);
  });

  test('reports each broken line by its number and reads the rest', async () => {
    const read = await readAs(
      'collection',
      lines(
        { id: 'a', text: 'Un.' },
        '{"id": "b", "text": ',
        '[1, 2]',
        '',
        { id: 'c' },
        { id: 'd', text: '  ' },
        '{"id": "e", "text": "moitié \\ud800"}',
        '{"id": "f", "text": "nul \\u0000"}',
        { id: 'a', text: 'Deux.' },
        { text: 'Sans nom.' },
      ),
      'avis.jsonl',
    );
    expect(read.contributions.map(({ id }) => id)).toEqual(['a', 'a#2', 'line-10']);
    expect(read.problems.map(({ code, where }) => [where.line, code])).toEqual([
      [2, 'invalidJson'],
      [3, 'notAnObject'],
      [5, 'missingText'],
      [6, 'emptyText'],
      [7, 'forbiddenCharacters'],
      [8, 'forbiddenCharacters'],
      [9, 'repeatedId'],
    ]);
  });

  test('takes its text and identifier from the fields asked for', async () => {
    const read = await readDocument(
      lines({ code: 'x', body: 'Bonjour.', text: 'autre' }),
      'avis.jsonl',
      UPLOAD_LIMITS,
      { textField: 'body', idField: 'code' },
    );
    expect(read.kind === 'collection' && read.contributions).toEqual([
      { id: 'x', text: 'Bonjour.', metadata: { text: 'autre' } },
    ]);
  });

  test('cannot reach what objects are made of', async () => {
    const read = await readAs(
      'collection',
      lines('{"id":"a","text":"Un.","__proto__":{"admin":"oui"},"meta":{"constructor":"x"}}'),
      'a.jsonl',
    );
    const metadata = read.contributions[0]?.metadata ?? {};
    expect(Object.getPrototypeOf(metadata)).toBe(Object.prototype);
    expect(Object.keys(metadata)).toEqual(['__proto__.admin', 'constructor']);
  });

  test('as deep as one likes is one line, no crash', async () => {
    const deep = `{"id":"a","text":"Un.","meta":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`;
    const read = await readAs('collection', lines(deep, { id: 'b', text: 'Deux.' }), 'a.jsonl');
    expect(read.contributions.map(({ id }) => id)).toEqual(['a', 'b']);
  });
});

describe('an IRaMuTeQ corpus', () => {
  const CORPUS = `Titre perdu
**** *ent_1 *region_Grand-Est *pilote
-*commerce
Le marché tient encore.

Pas l’hiver.
**** *ent_2 *region_Occitanie *pilote
**** *ent_3 *region_Val_de_Loire *pilote
La halte est fermée.
`;

  test('gives each text with its stars, named by the star that tells them apart', async () => {
    const read = await readAs('collection', Buffer.from(CORPUS), 'corpus.txt');
    expect(read.contributions).toEqual([
      {
        id: 'ent_1',
        text: 'Le marché tient encore.\n\nPas l’hiver.',
        metadata: { ent: '1', region: 'Grand-Est', pilote: 'pilote' },
      },
      {
        id: 'ent_3',
        text: 'La halte est fermée.',
        metadata: { ent: '3', region: 'Val_de_Loire', pilote: 'pilote' },
      },
    ]);
    expect(read.problems.map(({ code, where }) => [where.line, code])).toEqual([
      [1, 'textBeforeHeader'],
      [7, 'emptyText'],
    ]);
  });

  test('names its texts by their order where no star tells them apart, and reads old numbered headers', async () => {
    const read = await readAs(
      'collection',
      Buffer.from('0001 *sexe_f\nOui.\n0002 *sexe_f\nNon.\n'),
      'c.txt',
    );
    expect(read.contributions.map(({ id, text }) => [id, text])).toEqual([
      ['text-1', 'Oui.'],
      ['text-2', 'Non.'],
    ]);
  });
});
