// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions cite an answer as ${id}, as XLSForm does.
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { questionnaireCommand } from '../../../server/commands/questionnaire.ts';
import { readWorkbook } from '../../../server/documents/read/workbook.ts';
import { writeWorkbook } from '../../../server/documents/write/workbook.ts';
import { elus } from '../../../surveys/definitions/elus.ts';
import { readXlsform } from '../../../surveys/xlsform/read.ts';
import { writeXlsform } from '../../../surveys/xlsform/write.ts';

const FORMS = resolve(import.meta.dirname, '../../../../shared/xlsforms');

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'constat-questionnaire-'));
});

afterAll(() => rm(folder, { recursive: true }));

describe('constat questionnaire check', () => {
  test('prints one line a file, with the cell of each problem, and fails where one can’t be published', async () => {
    const good = await workbook('bon.xlsx', [
      ['type', 'name', 'label'],
      ['text', 'who', 'Qui ?'],
    ]);
    const bad = await workbook('faux.xlsx', [
      ['type', 'name', 'label', 'relevant'],
      ['text', 'who', 'Qui ?', '${nobody} = 1'],
    ]);
    const [code, lines] = await run(['check', good, bad, '--json']);
    expect(code).toBe(1);
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { file: good, questions: 1, languages: ['fr'], problems: [] },
      {
        file: bad,
        questions: 1,
        languages: ['fr'],
        problems: [
          {
            sheet: 'survey',
            row: 2,
            cell: 'D2',
            severity: 'error',
            message:
              '${nobody} ne désigne aucune question. Corrigez le nom, ou ajoutez la question.',
          },
        ],
      },
    ]);
    expect((await run(['check', good]))[0]).toBe(0);
  });

  test('reads our own definitions, and tells what is no questionnaire', async () => {
    const own = join(folder, 'elus.json');
    await writeFile(own, JSON.stringify(elus));
    const [code, lines] = await run(['check', own, '--json']);
    expect([code, JSON.parse(lines[0] ?? '').questions]).toEqual([0, 27]);
    const broken = join(folder, 'rien.json');
    await writeFile(broken, '{"id": 3}');
    const cut = join(folder, 'coupé.xlsx');
    await writeFile(cut, (await readFile(await workbook('b.xlsx', [['type']]))).subarray(0, 300));
    const [failed, told] = await run(['check', broken, cut, join(folder, 'absent.xlsx'), '--json']);
    expect(failed).toBe(1);
    expect(told.map((line) => JSON.parse(line).problems[0].message)).toEqual([
      expect.stringContaining('n’est pas la définition d’un questionnaire'),
      expect.stringContaining('endommagé ou incomplet'),
      expect.stringContaining('ne peut pas être lu'),
    ]);
  });

  test.each([[[]], [['verify']], [['check']], [['export', 'elus']], [['check', 'a', '--color']]])(
    'explains a wrong request: %j',
    async (argv) => {
      const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
      expect(await questionnaireCommand.run(argv)).toBe(2);
      write.mockRestore();
    },
  );
});

describe('constat questionnaire export', () => {
  test('writes a workbook that reads back as the questionnaire', async () => {
    const output = join(folder, 'elus.xlsx');
    expect(await questionnaireCommand.run(['export', 'elus', output])).toBe(0);
    const read = readXlsform(await readWorkbook(await readFile(output)));
    expect(read.definition).toEqual(elus);
  });
});

/** How many forms of other people can be published, and why not where they can't: each was read by a person. */
describe.skipIf(!existsSync(FORMS))('forms that others wrote (../shared/xlsforms)', () => {
  const files = existsSync(FORMS) ? formsIn(FORMS) : [];

  test.each(files)('%s is read, and reads back the same once written', async (file) => {
    const sheets = await readWorkbook(await readFile(join(FORMS, file)));
    const { definition, problems } = readXlsform(sheets, basename(file));
    const errors = problems.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    expect([...new Set(errors)].sort()).toEqual(EXPECTED[file] ?? []);
    if (!definition) return;
    const again = readXlsform(await readWorkbook(await writeWorkbook(writeXlsform(definition))));
    expect(again.definition).toEqual(definition);
  });
});

/** Why a form can't be published; those that are not here can. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  'osm-fieldwork/Impact Areas - Data Models V1.1.xlsx': ['no-survey'],
  'osm-fieldwork/amenities.xls': ['external-list'],
  'osm-fieldwork/buildings.xls': ['external-list'],
  'osm-fieldwork/camping.xls': ['external-list'],
  'osm-fieldwork/cemeteries.xls': ['external-list'],
  'osm-fieldwork/digitisation_fields.xls': ['unknown-list', 'unknown-reference'],
  'osm-fieldwork/education.xls': ['external-list'],
  'osm-fieldwork/entities_registration.xls': ['external-list'],
  'osm-fieldwork/health.xls': ['external-list'],
  'osm-fieldwork/highways.xls': ['external-list'],
  'osm-fieldwork/historical.xls': ['external-list'],
  'osm-fieldwork/hotspring.xls': ['external-list', 'unknown-list'],
  'osm-fieldwork/landusage.xls': ['external-list'],
  // Its expressions read a list of another name than its file.
  'osm-fieldwork/landuse.xls': ['external-list', 'list-absent'],
  'osm-fieldwork/mandatory_fields.xls': ['external-list', 'unknown-reference'],
  'osm-fieldwork/nature.xls': ['external-list'],
  'osm-fieldwork/places.xls': ['external-list'],
  'osm-fieldwork/religious.xls': ['external-list'],
  'osm-fieldwork/solidwaste.xlsx': ['external-list'],
  'osm-fieldwork/thamel.xls': ['external-list', 'list-absent'],
  'osm-fieldwork/toilets.xls': ['external-list'],
  'osm-fieldwork/wastedisposal.xls': ['external-list'],
  'osm-fieldwork/waterpoints.xls': ['external-list'],
  'osm-fieldwork/waterways.xls': ['external-list'],
  'pyxform/UCL_Biomass_Plot_Form.xlsx': ['external-list', 'nested-repeat'],
  'pyxform/bad_calc.xlsx': ['unreadable-expression'],
  'pyxform/case_insensitivity.xls': ['unsupported-type'],
  'pyxform/case_insensitivity.xlsx': ['unsupported-type'],
  'pyxform/extra_columns.xls': ['no-name', 'unknown-type'],
  'pyxform/include.xls': ['include'],
  'pyxform/include.xlsx': ['include'],
  'pyxform/include_json.xls': ['include'],
  'pyxform/include_json.xlsx': ['include'],
  'pyxform/pull_data.xlsx': ['list-absent'],
  'pyxform/unknown_question_type.xls': ['unknown-type'],
  'pyxform/xl_date_ambiguous.xlsx': ['unreadable-expression'],
  'web-forms/all-question-types-v2024091201-3.xlsx': ['external-list'],
};

function formsIn(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => /\.xlsx?$/.test(entry.name))
    .map((entry) => `${basename(entry.parentPath)}/${entry.name}`)
    .sort();
}

async function workbook(name: string, rows: string[][]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, await writeWorkbook([{ name: 'survey', rows }]));
  return path;
}

async function run(argv: string[]): Promise<[number, string[]]> {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const code = await questionnaireCommand.run(argv);
  const lines = write.mock.calls
    .map(([text]) => String(text))
    .join('')
    .trimEnd()
    .split('\n');
  write.mockRestore();
  return [code, lines];
}
