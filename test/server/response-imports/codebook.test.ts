import { expect, it } from 'vitest';
import { readDocument } from '../../../server/documents/read/readDocument.ts';
import { writeWorkbook } from '../../../server/documents/write/workbook.ts';
import { readCodebook, withCodebook } from '../../../server/response-imports/codebook.ts';
import { convert } from '../../../server/response-imports/convert.ts';
import { gather } from '../../../server/response-imports/gathered.ts';
import { proposeMapping } from '../../../server/response-imports/mapping.ts';
import { recognise } from '../../../server/response-imports/platforms.ts';
import { writeXlsform } from '../../../surveys/xlsform/write.ts';
import { halles } from '../../fixtures/halles.ts';

const LIMIT_MB = 25;

/** Answers as they would come in, with the codebook beside them. */
async function bring(content: string, codebook: Uint8Array | string, name: string) {
  const reading = await readDocument(Buffer.from(content), 'reponses.csv');
  if (reading.kind !== 'table') throw new Error('no table');
  const book = await readCodebook(Buffer.from(codebook), name, LIMIT_MB);
  if (!book) throw new Error('no codebook');
  const gathered = withCodebook(gather(reading), book);
  const recognised = recognise(gathered);
  const mapping = proposeMapping(gathered, recognised, halles);
  const { responses, problems } = await convert(gathered, mapping, halles, {
    communes: new Map(),
    lookUps: { findCommune: () => undefined, communesFound: () => [] },
    isSentOnlyWhenDated: recognised.isSentOnlyWhenDated,
  });
  expect(problems).toEqual([]);
  return responses.map(({ answers }) => answers);
}

const CODED = `id,submitdate,lastpage,startlanguage,Q1,Q2[SQ1],Q2[SQ2],Q3[SQ1],Q3[SQ2],Q4
1,2026-03-02 10:15:00,3,fr,A2,Y,,A1,A2,Rien à dire.
`;

it('reads LimeSurvey by the structure of its survey', async () => {
  const structure = [
    'class\ttype/scale\tname\trelevance\ttext',
    'G\t\tHalle\t1\t',
    'Q\tL\tQ1\t1\tDans quel état est la halle ?',
    'A\t0\tA1\t\tEn bon état',
    'A\t0\tA2\t\tUsée',
    'Q\tM\tQ2\t1\tQue vend-on sous la halle ?',
    'SQ\t0\tSQ1\t1\tFromage',
    'SQ\t0\tSQ2\t1\tPain',
    'Q\tF\tQ3\t1\tQue pensez-vous des étals ?',
    'SQ\t0\tSQ1\t1\tLe choix',
    'SQ\t0\tSQ2\t1\tLes prix',
    'A\t0\tA1\t\tBien',
    'A\t0\tA2\t\tMal',
    'Q\tT\tQ4\t1\tRacontez un jour de marché',
  ].join('\n');
  expect(await bring(CODED, structure, 'limesurvey_survey_12.txt')).toEqual([
    {
      state: 'worn',
      goods: ['cheese'],
      stalls: { choice: 'good', price: 'poor' },
      story: 'Rien à dire.',
    },
  ]);
});

it('reads codes by a table of variables, codes and labels', async () => {
  const table = `variable;code;libellé
V1;;Dans quel état est la halle ?
V1;1;En bon état
V1;2;Usée
V2;;Que vend-on sous la halle ?
;1;Fromage
;2;Poisson, coquillages
;3;Pain
`;
  const answers = await bring('V1;V2\n2;1 3\n1;2\n', table, 'codes.csv');
  expect(answers).toEqual([
    { state: 'worn', goods: ['cheese', 'bread'] },
    { state: 'good', goods: ['fish'] },
  ]);
});

it('reads codes by the XLSForm that asked them', async () => {
  const elsewhere = structuredClone(halles);
  // The same questions, under the names that another team chose.
  const form = JSON.parse(
    JSON.stringify(elsewhere).replaceAll('"state"', '"etat"').replaceAll('"worn"', '"e2"'),
  );
  const workbook = await writeWorkbook(writeXlsform(form));
  const answers = await bring('halle/etat;halle/rent\ne2;12\n', workbook, 'formulaire.xlsx');
  expect(answers).toEqual([{ state: 'worn', rent: 12 }]);
});

it('says that a table of answers is no codebook', async () => {
  const other = Buffer.from('commune;loyer\n61001;12\n');
  expect(await readCodebook(other, 'autre.csv', LIMIT_MB)).toBeUndefined();
  expect(await readCodebook(Buffer.from('%PDF-1.7'), 'autre.pdf', LIMIT_MB)).toBeUndefined();
});
