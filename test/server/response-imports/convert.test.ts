import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../server/documents/read/readDocument.ts';
import { writeWorkbook } from '../../../server/documents/write/workbook.ts';
import { convert } from '../../../server/response-imports/convert.ts';
import { gather } from '../../../server/response-imports/gathered.ts';
import { likeness } from '../../../server/response-imports/headings.ts';
import { proposeMapping } from '../../../server/response-imports/mapping.ts';
import { recognise } from '../../../server/response-imports/platforms.ts';
import { sentAtOf } from '../../../server/response-imports/values.ts';
import { importSentence } from '../../../views/messages/response-imports.ts';
import { halles } from '../../fixtures/halles.ts';

const COMMUNES: Readonly<Record<string, string>> = { '61001': 'Alençon', '61006': 'Argentan' };

/** A file, read as the wizard first proposes it. */
async function bring(file: string | { readonly name: string; readonly content: Buffer | string }) {
  const { name, content } =
    typeof file === 'string'
      ? {
          name: file,
          content: readFileSync(join(import.meta.dirname, '../../fixtures/gathered', file)),
        }
      : file;
  const reading = await readDocument(Buffer.from(content), name);
  if (reading.kind !== 'table') throw new Error(JSON.stringify(reading));
  const gathered = gather(reading);
  const recognised = recognise(gathered);
  const mapping = proposeMapping(gathered, recognised, halles);
  const conversion = await convert(gathered, mapping, halles, {
    communes: new Map([
      ['Alençon', '61001'],
      ['Argentan (61)', '61006'],
    ]),
    lookUps: {
      findCommune: (code) =>
        COMMUNES[code] === undefined ? undefined : { code, name: COMMUNES[code], detail: '' },
      communesFound: () => [],
    },
    isSentOnlyWhenDated: recognised.isSentOnlyWhenDated,
  });
  return { ...conversion, platform: recognised.platform, mapping, gathered };
}

/** What the first person answered, whatever the tool; some tools could not ask everything. */
const FIRST = {
  commune: '61001',
  state: 'good',
  goods: ['cheese', 'bread'],
  stalls: { choice: 'good', price: 'poor' },
  rent: 12.5,
  built: '1887-05-14',
  story: 'Le jeudi, la place est pleine.',
};
const at = (text: string) => Date.parse(text);

describe('each tool in its own layout', () => {
  it('LimeSurvey: codes, split choices, « -oth- », answers never sent', async () => {
    const { platform, responses, problems, unfinished } = await bring('limesurvey.csv');
    expect(platform).toBe('limesurvey');
    expect(problems.map(importSentence)).toEqual([]);
    expect(unfinished).toBe(1);
    expect(responses).toEqual([
      { line: 2, answers: FIRST, sentAt: at('2026-03-02T10:15:00+01:00') },
      {
        line: 3,
        sentAt: at('2026-03-03T18:40:12+01:00'),
        answers: {
          commune: '61006',
          state: { choice: 'other', text: '=HYPERLINK("x")' },
          goods: ['fish', { choice: 'other', text: 'Des huîtres' }],
          stalls: { choice: 'poor', price: 'poor' },
          story: 'On vient de loin,\nmême l’hiver.',
        },
      },
    ]);
  });

  it('KoboToolbox: paths of groups, choices together and apart, facts that begin with _', async () => {
    const { platform, responses, problems } = await bring('kobo.csv');
    expect(platform).toBe('kobo');
    expect(problems.map(importSentence)).toEqual([]);
    expect(responses.map(({ answers }) => answers)).toEqual([
      FIRST,
      {
        commune: '61006',
        state: 'worn',
        goods: ['fish'],
        stalls: { choice: 'poor', price: 'poor' },
        story: 'On vient de loin.',
      },
    ]);
  });

  it('Google Forms: labels, choices in one cell, « autre » among the choices, names of communes', async () => {
    const { platform, responses, problems } = await bring('google-forms.csv');
    expect(platform).toBe('google-forms');
    expect(problems.map(importSentence)).toEqual([]);
    expect(responses).toEqual([
      { line: 2, answers: FIRST, sentAt: at('2026-03-02T10:15:00+01:00') },
      {
        line: 3,
        sentAt: at('2026-03-03T18:40:12+01:00'),
        answers: {
          commune: '61006',
          state: { choice: 'other', text: "Repeinte l'an dernier" },
          goods: ['fish', { choice: 'other', text: 'Des huîtres' }],
          stalls: { choice: 'poor', price: 'poor' },
          story: 'On vient de loin.',
        },
      },
    ]);
  });

  it('Framaforms: titles on three lines, boxes marked X', async () => {
    const { platform, responses, problems } = await bring('framaforms.csv');
    const { built: _notAsked, ...first } = FIRST;
    expect(platform).toBe('framaforms');
    expect(problems.map(importSentence)).toEqual([]);
    expect(responses.map(({ answers }) => answers)).toEqual([
      first,
      {
        commune: '61006',
        state: 'worn',
        goods: ['fish'],
        stalls: { choice: 'poor', price: 'poor' },
        story: 'On vient de loin.',
      },
    ]);
  });

  it('Sphinx: Windows-1252, numbered titles, choices parted by semicolons', async () => {
    const { platform, responses, problems } = await bring('sphinx.csv');
    const { built: _notAsked, stalls: _neither, ...first } = FIRST;
    expect(platform).toBe('sphinx');
    expect(problems.map(importSentence)).toEqual([]);
    expect(responses.map(({ answers }) => answers)).toEqual([
      first,
      { commune: '61006', state: 'worn', goods: ['fish'], story: 'On vient de loin.' },
    ]);
  });
});

it('reads a workbook as it reads a file of text, formulas as the texts that they show', async () => {
  const content = await writeWorkbook([
    {
      name: 'Réponses au formulaire 1',
      rows: [
        ['Horodateur', 'Votre commune', 'Que vend-on sous la halle ?', 'Date de construction'],
        ['02/03/2026 10:15:00', '61001', 'Fromage, =1+1', '14/05/1887'],
      ],
    },
  ]);
  const { platform, responses } = await bring({ name: 'halles.xlsx', content });
  expect(platform).toBe('google-forms');
  expect(responses.map(({ answers }) => answers)).toEqual([
    {
      commune: '61001',
      goods: ['cheese', { choice: 'other', text: '=1+1' }],
      built: '1887-05-14',
    },
  ]);
});

describe('what cannot be read', () => {
  const lines = (...rows: string[]) => ({ name: 'halles.csv', content: rows.join('\n') });

  it('is told with its line, its column, its value, and what to do', async () => {
    const { problems, problemCount } = await bring(
      lines(
        'commune;rent;built;state',
        '61001;beaucoup;14/05/1887;good',
        '99999;3;31/02/1900;good',
      ),
    );
    expect(problemCount).toBe(3);
    expect(problems.map(importSentence)).toEqual([
      'Ligne 2, colonne «\u00a0rent\u00a0»\u00a0: «\u00a0beaucoup\u00a0». Écrivez un nombre en chiffres, par exemple 0,5.',
      'Ligne 3, colonne «\u00a0commune\u00a0»\u00a0: «\u00a099999\u00a0». Aucune commune, ou plusieurs, portent ce nom\u00a0: écrivez son code INSEE.',
      'Ligne 3, colonne «\u00a0built\u00a0»\u00a0: «\u00a031/02/1900\u00a0». Écrivez la date ainsi\u00a0: 23/11/2026.',
    ]);
  });

  it('never takes a name of the language for a value or a column', async () => {
    const { responses, problems } = await bring(
      lines(
        'commune;stalls[choice];__proto__;constructor;rent',
        '61001;constructor;__proto__;toString;1',
        '61001;good;x;y;2',
      ),
    );
    expect(problems.map(({ fault }) => fault.kind)).toEqual(['unmapped']);
    expect(responses.map(({ answers }) => answers)).toEqual([
      { commune: '61001', rent: 1 },
      { commune: '61001', stalls: { choice: 'good' }, rent: 2 },
    ]);
  });

  it('takes one column for each question, though two bear its name', async () => {
    const { mapping, gathered } = await bring(lines('rent;rent;commune', '1;2;61001', '3;4;61001'));
    expect(gathered.columns.map(({ name }) => name)).toEqual(['rent', 'rent (2)', 'commune']);
    expect(mapping.map(({ target }) => target)).toEqual(['rent', '', 'commune']);
  });

  it('reads UTF-16, tabs, and refuses a million rows, a bomb by its size, an empty file', async () => {
    const utf16 = Buffer.from('\uFEFFcommune\trent\n61001\t3,5\n61006\t4\n', 'utf16le');
    const { responses } = await bring({ name: 'halles.csv', content: utf16 });
    expect(responses.map(({ answers }) => answers.rent)).toEqual([3.5, 4]);
    const million = `commune;rent\n${'61001;1\n'.repeat(1_000_000)}`;
    await expect(bring(lines(million))).rejects.toThrow('tooManyRows');
    await expect(bring(lines(''))).rejects.toThrow('emptyFile');
  });
});

it('knows a title by its words that matter, and never takes a choice for its contrary', () => {
  expect(likeness('1. Votre commune :', 'Commune')).toBeGreaterThan(0.9);
  expect(likeness('D’accord', 'Pas d’accord')).toBeLessThan(0.8);
  expect(likeness('En bon état', 'En mauvais état')).toBeLessThan(0.8);
  expect(likeness('Oui', 'Non')).toBe(0);
});

it('reads dates of sending as each tool writes them, at the clocks of Paris unless it says otherwise', () => {
  expect(sentAtOf('2026-07-02 10:15:00')).toBe(at('2026-07-02T10:15:00+02:00'));
  expect(sentAtOf('02/03/2026 10:15:00')).toBe(at('2026-03-02T10:15:00+01:00'));
  expect(sentAtOf('2026/03/02 12:05:00 AM UTC+1')).toBe(at('2026-03-02T00:05:00+01:00'));
  expect(sentAtOf('2026-03-02T09:15:00.123Z')).toBe(at('2026-03-02T09:15:00Z'));
  expect(sentAtOf('2026-03-02T10:15:00.000+01:00')).toBe(at('2026-03-02T09:15:00Z'));
  expect(sentAtOf('1980-01-01 00:00:00')).toBeNull();
  for (const wrong of ['demain', '2026-13-45 10:00', '32/01/2026'])
    expect(sentAtOf(wrong)).toBeUndefined();
});
