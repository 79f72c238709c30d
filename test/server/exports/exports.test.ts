// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions cite an answer as ${id}, as XLSForm does.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ExportFormat, exportRequest, formats } from '../../../server/exports/formats.ts';
import { exportTable } from '../../../server/exports/table.ts';
import { type Halle, openHalle } from '../../support/halle.ts';
import { hasProgram } from '../../support/programs.ts';

let halle: Halle;
beforeEach(async () => {
  halle = await openHalle();
});
afterEach(() => halle.close());

const AT = Date.UTC(2026, 10, 23, 9);
const LONG = `${'Le cidre coule, « l’œuf » est cassé. '.repeat(300)}Fin.`;

/** Someone of each kind: who answers all, who is led past a question, who leaves blank, who keeps their words. */
async function answerAll(): Promise<void> {
  await halle.answer(1, {
    commune: '01004',
    role: { choice: 'other', text: '=SOMME(A1:A9)' },
    quoting: 'function',
    phone: '+33 2 33 00 00 01',
    opening: 'thursday',
    goods: ['fish'],
    stalls: { fish: 'poor' },
    roof: '0012',
    rent: 12.5,
    story: LONG,
  });
  await halle.answer(1, { role: 'mayor', quoting: 'no', opening: 'never', story: 'Rien, jamais.' });
  await halle.answer(2, {
    quoting: 'function',
    built: '1887-05-14',
    opening: 'thursday',
    goods: ['bread', 'cheese'],
    rent: -120.25,
    story: '[non posée]',
  });
  await halle.answer(2, {
    opening: 'sunday',
    quoting: 'function',
    story: 'Deux\nlignes ; "et";\tdes signes',
  });
}

async function exported(
  format: ExportFormat,
  options: { isInternal?: boolean } & Record<string, unknown> = {},
): Promise<Buffer> {
  const { isInternal = false, ...rest } = options;
  const table = await exportTable(halle.store, halle.survey, { isInternal, exportedAt: AT });
  const parts: Buffer[] = [];
  for await (const part of formats[format].write(table, exportRequest.parse({ format, ...rest })))
    parts.push(part);
  return Buffer.concat(parts);
}

type Row = Record<string, string>;

const csvRows = (content: Buffer, delimiter = ';'): Row[] =>
  parse(content, { columns: true, bom: true, delimiter });

/** The cells of one column, one a response. */
const cellsOf = (rows: readonly Row[], name: string) => rows.map((row) => row[name]);

it('joins the columns of every version, nothing shifted, and says why each empty cell is empty', async () => {
  await answerAll();
  const rows = csvRows(await exported('csv'));
  expect(Object.keys(rows[0] ?? {}).filter((name) => !name.startsWith('_'))).toEqual([
    'commune',
    'role',
    'role.other',
    'quoting',
    'built',
    'opening',
    'goods.bread',
    'goods.fish',
    'goods.cheese',
    'stalls.cheese',
    'stalls.fish',
    'roof',
    'rent',
    'story',
  ]);
  expect(cellsOf(rows, '_version')).toEqual(['1', '1', '2', '2']);
  expect(cellsOf(rows, 'opening')).toEqual(['thursday', 'never', 'thursday', 'sunday']);
  expect(cellsOf(rows, 'goods.fish')).toEqual(['1', '[non posée]', '0', '[non posée]']);
  expect(cellsOf(rows, 'goods.bread')).toEqual([
    '[autre version]',
    '[autre version]',
    '1',
    '[non posée]',
  ]);
  // Fish was ticked and cheese was not: the row of cheese was never put to them.
  expect(cellsOf(rows, 'stalls.cheese').slice(0, 2)).toEqual(['[non posée]', '[non posée]']);
  expect(cellsOf(rows, 'stalls.fish').slice(0, 2)).toEqual(['poor', '[non posée]']);
  expect(cellsOf(rows, 'roof')).toEqual(['0012', '', '[autre version]', '[autre version]']);
  expect(cellsOf(rows, 'rent')).toEqual(['12.5', '', '-120.25', '']);
});

it('lets no contact out, nor the words of who keeps them; an internal export has both', async () => {
  await answerAll();
  const rows = csvRows(await exported('csv'));
  expect(cellsOf(rows, 'story')).toEqual([
    LONG,
    '[retenu]',
    '[[non posée]]',
    'Deux\nlignes ; "et";\tdes signes',
  ]);
  expect(rows[0]).not.toHaveProperty('phone');
  const inner = csvRows(await exported('csv', { isInternal: true }));
  expect(inner[0]?.phone).toBe('+33 2 33 00 00 01');
  expect(inner[1]?.story).toBe('Rien, jamais.');
  for (const format of ['xlsx', 'json', 'jsonl', 'sav', 'r'] as const) {
    const content = (await exported(format)).toString('latin1');
    expect(content).not.toContain('Rien, jamais.');
    expect(content).not.toContain('33 2 33');
  }
});

it('keeps raw values for programs, and inert ones for spreadsheets', async () => {
  await answerAll();
  const raw = csvRows(await exported('csv', { separator: ',', hasMark: true }), ',');
  expect([raw[0]?.['role.other'], raw[0]?.roof, raw[0]?.commune]).toEqual([
    '=SOMME(A1:A9)',
    '0012',
    '01004',
  ]);
  const bytes = await exported('csv-tableur', { isLabelled: true });
  expect(bytes.subarray(0, 3)).toEqual(Buffer.of(0xef, 0xbb, 0xbf));
  const safe = csvRows(bytes);
  expect([safe[0]?.['role.other'], safe[0]?.roof, safe[0]?.commune]).toEqual([
    "'=SOMME(A1:A9)",
    "'0012",
    "'01004",
  ]);
  expect(cellsOf(safe, 'rent')).toEqual(['12,5', '', '-120,25', '']);
  expect(cellsOf(safe, 'opening')).toEqual([
    'Le jeudi matin',
    'Jamais',
    'Le jeudi matin',
    'Le dimanche',
  ]);
  const phones = csvRows(await exported('csv-tableur', { isInternal: true }));
  expect(phones[0]?.phone).toBe("'+33 2 33 00 00 01");
});

it('writes a workbook that another library reads, with its dictionary', async () => {
  await answerAll();
  const book = read(await exported('xlsx', { isLabelled: true }), { cellFormula: true });
  expect(book.SheetNames).toEqual(['Réponses', 'Dictionnaire', 'À propos']);
  const sheet = book.Sheets.Réponses ?? {};
  const rows = utils.sheet_to_json<Record<string, unknown>>(sheet);
  expect(rows[0]).toMatchObject({
    commune: '01004',
    role: 'Autre',
    'role.other': '=SOMME(A1:A9)',
    roof: '0012',
    rent: 12.5,
    story: LONG,
    'goods.fish': 'oui',
  });
  expect(Object.values(sheet).some((cell) => typeof cell === 'object' && 'f' in cell)).toBe(false);
  // 14 May 1887 is before the first day of a workbook: it stays a text.
  expect(rows[2]?.built).toBe('1887-05-14');
  const codebook = utils.sheet_to_json<Row>(book.Sheets.Dictionnaire ?? {});
  expect(codebook.find((row) => row.Colonne === 'opening')).toEqual({
    Colonne: 'opening',
    Partie: 'La halle',
    Question: 'Quand la halle ouvre-t-elle ?',
    Libellé: 'Quand la halle ouvre-t-elle ?',
    Contenu: 'choix',
    'Codes et libellés': 'thursday = Le jeudi matin\nnever = Jamais\nsunday = Le dimanche',
    Versions: '1, 2',
    'Cellules sans valeur':
      '(vide) = Sans réponse\n[non posée] = Question non posée\n[autre version] = Absente de cette version',
  });
  expect(codebook.find((row) => row.Colonne === 'goods.bread')?.['Posée si']).toBe(
    "${opening} != 'sunday'",
  );
});

it('keeps characters that XML has no place for, and texts that look like their escapes', async () => {
  await halle.answer(1, {
    quoting: 'function',
    story: 'a\u0007b _x0007_ <c> & ]]>',
    roof: '\tretrait',
  });
  const book = read(await exported('xlsx'));
  const [row] = utils.sheet_to_json<Row>(book.Sheets.Réponses ?? {});
  expect(row).toMatchObject({ story: 'a\u0007b _x0007_ <c> & ]]>', roof: '\tretrait' });
});

it('gives JSON as one document, and as lines whose first is the schema', async () => {
  await answerAll();
  const whole = JSON.parse((await exported('json')).toString());
  const [schema, ...lines] = (await exported('jsonl'))
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toEqual(whole.responses);
  expect(schema.columns).toEqual(whole.columns);
  expect(whole.responses[1].values).toMatchObject({ role: 'mayor', opening: 'never' });
  expect(whole.responses[1].missing).toEqual({
    'other-version': ['built', 'goods.bread'],
    'not-asked': ['goods.fish', 'goods.cheese', 'stalls.cheese', 'stalls.fish'],
    withheld: ['story'],
  });
  expect(whole.questionnaires.map(({ version }: { version: number }) => version)).toEqual([1, 2]);
});

it('weighs responses by the strata of the plan, and says of whom nobody knows the stratum', async () => {
  for (const commune of ['61001', '61006', '01004'])
    await halle.answer(1, { commune, quoting: 'function' });
  await halle.answer(1, { quoting: 'function' });
  // Three in four communes of the plan are in Normandie (28), and two in three answers: 3/4 ÷ 2/3, 1/4 ÷ 1/3.
  const planned = {
    plan: { axes: ['region'], regions: ['28', '84'], bandStarts: [] },
    populations: { '28': 300, '84': 100 },
  } as const;
  const scope = { isInternal: false, exportedAt: AT, planned };
  const table = await exportTable(halle.store, halle.survey, scope);
  const parts: Buffer[] = [];
  const request = exportRequest.parse({ format: 'csv' });
  for await (const part of formats.csv.write(table, request)) parts.push(part);
  const weights = csvRows(Buffer.concat(parts)).map((row) => [row.commune, Number(row._poids)]);
  expect(new Map(weights as [string, number][])).toEqual(
    new Map([
      ['61001', 1.125],
      ['61006', 1.125],
      ['01004', 0.75],
      ['', 0],
    ]),
  );
});

it('exports a survey that nobody answered, in every format', async () => {
  for (const format of ['xlsx', 'csv-tableur', 'csv', 'json', 'jsonl', 'sav', 'r'] as const)
    expect((await exported(format)).length).toBeGreaterThan(100);
  expect(JSON.parse((await exported('json')).toString()).responses).toEqual([]);
});

it.skipIf(!hasProgram('pspp'))(
  'writes a file that PSPP reads back, labels and missing values too',
  async () => {
    await answerAll();
    writeFileSync(join(halle.directory, 'halle.sav'), await exported('sav'));
    writeFileSync(
      join(halle.directory, 'read.sps'),
      `GET FILE='halle.sav'.
COMPUTE long = LENGTH(RTRIM(story)).
COMPUTE noopening = MISSING(opening).
COMPUTE nofish = MISSING(goods.fish).
COMPUTE norent = MISSING(rent).
SAVE TRANSLATE /OUTFILE='codes.csv' /TYPE=CSV /FIELDNAMES /REPLACE.
SAVE TRANSLATE /OUTFILE='labels.csv' /TYPE=CSV /FIELDNAMES /CELLS=LABELS /REPLACE.
DISPLAY DICTIONARY /VARIABLES=goods.bread.
`,
    );
    const run = spawnSync('pspp', ['read.sps'], { cwd: halle.directory, encoding: 'utf8' });
    expect(run.stdout).toContain('Qu’achète-t-');
    const codes = csvRows(readBack('codes.csv'), ',');
    const labels = csvRows(readBack('labels.csv'), ',');
    expect(cellsOf(codes, 'opening')).toEqual(['1', '2', '1', '3']);
    expect(cellsOf(labels, 'opening')).toEqual([
      'Le jeudi matin',
      'Jamais',
      'Le jeudi matin',
      'Le dimanche',
    ]);
    expect(cellsOf(codes, 'goods.fish')).toEqual(['1', '-99', '0', '-99']);
    expect(cellsOf(labels, 'goods.fish')[1]).toBe('Question non posée');
    expect(cellsOf(codes, 'goods.bread')[0]).toBe('-98');
    // A rent goes under −99: its missing values are told by numbers that no rent comes near.
    expect(cellsOf(codes, 'rent')).toEqual(['12.5', '-999999996', '-120.25', '-999999996']);
    expect(cellsOf(codes, 'norent')).toEqual(['0', '1', '0', '1']);
    expect(cellsOf(codes, 'nofish')).toEqual(['0', '1', '0', '1']);
    expect(cellsOf(codes, 'built')[2]).toContain('1887');
    expect(cellsOf(codes, 'roof')).toEqual(['0012', '', '[av]', '[av]']);
    expect(codes[0]?.story).toBe(LONG);
    expect(codes[1]?.story).toBe('[ret]');
    expect(Number(codes[0]?.long)).toBe(Buffer.byteLength(LONG));
  },
);

it.skipIf(!hasProgram('Rscript'))(
  'writes a script that R runs: factors, labels, why a value is missing',
  async () => {
    await answerAll();
    writeFileSync(join(halle.directory, 'halle.zip'), await exported('r'));
    const run = spawnSync(
      'Rscript',
      [
        '-e',
        `unzip("halle.zip"); source("charger.R", encoding = "UTF-8")
dire <- function(x) cat(paste(format(x), collapse = "|"), "\\n")
dire(reponses[["opening"]]); dire(levels(reponses[["goods.fish"]])); dire(mean(reponses[["rent"]], na.rm = TRUE))
dire(manquants[["goods.fish"]]); dire(attr(reponses[["roof"]], "label")); dire(reponses[["roof"]])
dire(class(reponses[["built"]])); dire(reponses[["story"]][3]); dire(nchar(reponses[["story"]][1]))`,
      ],
      { cwd: halle.directory, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } },
    );
    expect(
      run.stdout
        .trim()
        .split('\n')
        .map((line) => line.split('|').map((cell) => cell.trim())),
    ).toEqual([
      ['Le jeudi matin', 'Jamais', 'Le jeudi matin', 'Le dimanche'],
      ['non', 'oui'],
      ['-53.875'],
      ['NA', 'Question non posée', 'NA', 'Question non posée'],
      ['L’état de la toiture'],
      ['0012', 'NA', 'NA', 'NA'],
      ['Date'],
      ['[non posée]'],
      [String(LONG.length)],
    ]);
  },
);

function readBack(name: string): Buffer {
  return readFileSync(join(halle.directory, name));
}
