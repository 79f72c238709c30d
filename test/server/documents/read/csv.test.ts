import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { csvRecords } from '../../../../server/documents/read/csvRecords.ts';
import { UPLOAD_LIMITS } from '../../../../server/documents/read/limits.ts';
import { tableContributions } from '../../../../server/documents/read/table.ts';
import { codesOf, readAs, refusalOf } from '../../../support/documents/reading.ts';

const TABLE = `id;région;réponse
a1;Grand Est;"Le train, oui ; mais ""à l'heure""."
a2;Occitanie;"Deux
lignes."
a3;Occitanie;Rien à ajouter sur ce sujet.
`;

const read = (text: string, name = 'reponses.csv') => readAs('table', Buffer.from(text), name);

describe('a CSV table', () => {
  test('gives its rows by the line where each begins', async () => {
    const table = await read(TABLE);
    expect(table.columns).toEqual(['id', 'région', 'réponse']);
    expect(table.rows).toEqual([
      { line: 2, cells: ['a1', 'Grand Est', `Le train, oui ; mais "à l'heure".`] },
      { line: 3, cells: ['a2', 'Occitanie', 'Deux\nlignes.'] },
      { line: 5, cells: ['a3', 'Occitanie', 'Rien à ajouter sur ce sujet.'] },
    ]);
    expect([table.textColumn, table.idColumn]).toEqual(['réponse', 'id']);
  });

  test.each([';', ',', '\t', '|'])('is read whatever its delimiter (%j)', async (delimiter) => {
    const lines = ['n', 'avis', 'ville'].join(delimiter);
    const row = ['1', 'Il faudrait un médecin', 'Toul'].join(delimiter);
    const table = await read(`${lines}\n${row}\n`);
    expect(table.columns).toEqual(['n', 'avis', 'ville']);
    expect(table.rows[0]?.cells).toEqual(['1', 'Il faudrait un médecin', 'Toul']);
  });

  test('in UTF-16 or Windows-1252 reads the same', async () => {
    const utf16 = await readAs('table', Buffer.from(`\ufeff${TABLE}`, 'utf16le'), 'a.csv');
    const windows = await readAs('table', Buffer.from(TABLE, 'latin1'), 'a.csv');
    expect(utf16.rows).toEqual((await read(TABLE)).rows);
    expect(windows.rows).toEqual(utf16.rows);
    expect(codesOf(windows.warnings)).toEqual(['encodingGuessed']);
  });

  test('obeys the « sep= » line of spreadsheets, and still counts it as a line', async () => {
    const table = await read('sep=,\nid,avis\n1,"un; deux"\n');
    expect(table.rows).toEqual([{ line: 3, cells: ['1', 'un; deux'] }]);
  });

  test('agrees with csv-parse on any well-formed table', () => {
    let seed = 7;
    const random = (limit: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % limit;
    };
    const alphabet = ['a', 'é', ' ', '"', ';', '\n', ','];
    const cell = () => Array.from({ length: random(6) }, () => alphabet[random(7)]).join('');
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    for (let round = 0; round < 200; round++) {
      const rows = Array.from({ length: 1 + random(5) }, () => Array.from({ length: 3 }, cell));
      const text = rows.map((row) => row.map(quoted).join(';')).join(round % 2 ? '\r\n' : '\n');
      expect([...csvRecords(text, ';')].map(({ cells }) => cells)).toEqual(
        parse(text, { delimiter: ';' }),
      );
    }
  });

  test('reports a broken row by its line and reads the others', async () => {
    const table = await read(
      'id;avis\n1;"jamais fermé\n2;"Oui."\n3;"Non." dit-il "fort"\n4;de;trop\n5;"a" b" c\n6;Dernier avis.\n',
    );
    expect(table.rows.map(({ line, cells }) => [line, cells[0]])).toEqual([
      [3, '2'],
      [4, '3'],
      [7, '6'],
    ]);
    expect(table.rows[1]?.cells[1]).toBe('"Non." dit-il "fort"');
    expect(table.problems.map(({ code, where }) => [code, where.line])).toEqual([
      ['unclosedQuote', 2],
      ['badQuote', 6],
      ['unevenRow', 5],
    ]);
  });

  test('without header names its columns by their place', async () => {
    const table = await read(
      '1;Le train ne passe plus depuis 2014\n2;Le bus non plus, sauf le jeudi\n',
    );
    expect(table.columns).toEqual(['colonne 1', 'colonne 2']);
    expect(table.rows).toHaveLength(2);
    expect(table.textColumn).toBe('colonne 2');
  });

  test('names twin and nameless columns apart', async () => {
    const table = await read('avis;avis;;id\nun texte;deux;trois;4\n');
    expect(table.columns).toEqual(['avis', 'avis (2)', 'colonne 3', 'id']);
  });

  test('refuses more rows, columns or text than its limits', async () => {
    const limits = { ...UPLOAD_LIMITS, maxRows: 3, maxColumns: 4, maxCharacters: 60 };
    const rows = (count: number) => `id;avis\n${'1;oui\n'.repeat(count)}`;
    expect(await refusalOf(Buffer.from(rows(3)), 'a.csv', limits)).toBe('read');
    expect(await refusalOf(Buffer.from(rows(4)), 'a.csv', limits)).toBe('tooManyRows');
    expect(await refusalOf(Buffer.from('a;b;c;d;e\n1;2;3;4;5\n'), 'a.csv', limits)).toBe(
      'tooManyColumns',
    );
    expect(await refusalOf(Buffer.from(`id;avis\n1;${'x'.repeat(60)}\n`), 'a.csv', limits)).toBe(
      'tooMuchText',
    );
  });

  test('prose with commas is no table', async () => {
    const prose =
      'Bonjour, merci.\nOui, bien sûr.\nEnfin, presque, disons.\nVoilà.\nÀ demain, alors.\n';
    expect((await readAs('document', Buffer.from(prose), 'note.txt')).paragraphs).toHaveLength(5);
  });
});

describe('the contributions of a table', () => {
  test('are its rows, named by their own identifier, described by the other columns', async () => {
    const { contributions, problems } = tableContributions(await read(TABLE), {});
    expect(problems).toEqual([]);
    expect(contributions[1]).toEqual({
      id: 'a2',
      text: 'Deux\nlignes.',
      metadata: { région: 'Occitanie' },
    });
  });

  test('report twin identifiers and empty texts, and keep no name twice', async () => {
    const table = await read(
      'id;avis\na;Un premier avis\na;Un second avis\na#2;Un troisième avis\nb;\n',
    );
    const { contributions, problems } = tableContributions(table, {
      idField: 'id',
      textField: 'avis',
    });
    expect(contributions.map(({ id }) => id)).toEqual(['a', 'a#3', 'a#2']);
    expect(problems).toEqual([
      { code: 'emptyText', params: {}, where: { line: 5 } },
      { code: 'repeatedId', params: { id: 'a', renamed: 'a#3' }, where: { line: 3 } },
    ]);
  });

  test('say which columns there are when the one asked for is missing', async () => {
    const table = await read(TABLE);
    expect(() => tableContributions(table, { textField: 'texte' })).toThrow('unknownColumn');
  });

  test('leave other long texts out, and name them', async () => {
    const long = 'Une longue explication qui tient de la réponse. '.repeat(4);
    const table = await read(
      `id;texte;pourquoi\n1;Oui, sans doute;${long}\n2;Non, jamais;${long}\n`,
    );
    const { contributions, warnings } = tableContributions(table, {});
    expect(contributions[0]?.metadata).toBeUndefined();
    expect(warnings[0]?.params).toEqual({ columns: ['pourquoi'] });
  });

  test('whose column is called __proto__ describe without harm', async () => {
    const { contributions } = tableContributions(
      await read('id;texte;__proto__\n1;Un texte;x\n'),
      {},
    );
    expect(Object.entries(contributions[0]?.metadata ?? {})).toEqual([['__proto__', 'x']]);
    expect(Object.getPrototypeOf(contributions[0]?.metadata)).toBe(Object.prototype);
  });
});
