// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions cite an answer as ${id}, as XLSForm does.
import { describe, expect, test } from 'vitest';
import { questionsOf } from '../../../surveys/definition.ts';
import { inLanguage, missingTexts } from '../../../surveys/languages.ts';
import { route } from '../../../surveys/routing.ts';
import { readXlsform } from '../../../surveys/xlsform/read.ts';
import type { Sheet } from '../../../surveys/xlsform/sheets.ts';
import { writeXlsform } from '../../../surveys/xlsform/write.ts';

/** Sheets as they are typed: cells apart by bars, a line a row. */
function sheet(name: string, text: string): Sheet {
  const lines = text.trim().split('\n');
  return { name, rows: lines.map((line) => line.split('|').map((cell) => cell.trim())) };
}

function read(survey: string, choices = 'list_name|name|label', settings = 'form_id\nlavoir') {
  return readXlsform([
    sheet('survey', survey),
    sheet('choices', choices),
    sheet('settings', settings),
  ]);
}

const codesOf = ({ problems }: ReturnType<typeof readXlsform>) =>
  problems.map(({ severity, code, cell }) => [severity, code, cell]);

const YES_NO = 'list_name|name|label\nyn|yes|Oui\nyn|no|Non';

describe('a form', () => {
  test('becomes pages: each group at the top, and what stands between them', () => {
    const { definition, problems } = read(
      `type|name|label|relevant
       text|who|Qui êtes-vous ?|
       begin group|visit|La visite|
       select_one yn|came|Êtes-vous venu ?|
       begin_group|trip|Le trajet|\${came} = 'yes'
       date|day|Quel jour ?|
       end group|||
       end_group|||
       integer|age|Votre âge|`,
      YES_NO,
      'form_title|form_id|version\nLe lavoir|lavoir|7',
    );
    expect(problems).toEqual([]);
    expect(definition).toEqual({
      id: 'lavoir',
      version: '7',
      language: 'fr',
      title: 'Le lavoir',
      sections: [
        {
          id: 'page-1',
          title: 'Le lavoir',
          loose: true,
          questions: [
            {
              id: 'who',
              type: 'short-text',
              label: 'Qui êtes-vous ?',
              required: false,
              maxLength: 1000,
            },
          ],
        },
        {
          id: 'visit',
          title: 'La visite',
          groups: [{ id: 'trip', label: 'Le trajet', condition: "${came} = 'yes'" }],
          questions: [
            {
              id: 'came',
              type: 'single',
              label: 'Êtes-vous venu ?',
              required: false,
              list: 'yn',
              choices: [
                { id: 'yes', label: 'Oui', open: false },
                { id: 'no', label: 'Non', open: false },
              ],
            },
            { id: 'day', type: 'date', label: 'Quel jour ?', required: false, group: 'trip' },
          ],
        },
        {
          id: 'page-3',
          title: 'Le lavoir',
          loose: true,
          questions: [{ id: 'age', type: 'integer', label: 'Votre âge', required: false }],
        },
      ],
    });
  });

  test.each([
    ['text', 'short-text'],
    ['string', 'short-text'],
    ['Integer', 'integer'],
    ['decimal', 'decimal'],
    ['dateTime', 'date-time'],
    ['time', 'time'],
    ['note', 'note'],
    ['hidden', 'hidden'],
    ['today', 'hidden'],
    ['deviceid', 'hidden'],
    ['geopoint', 'geopoint'],
    ['gps', 'geopoint'],
    ['geotrace', 'geotrace'],
    ['geoshape', 'geotrace'],
    ['image', 'file'],
    ['phone number', 'phone'],
    ['range', 'number'],
    ['acknowledge', 'single'],
    ['select one from yn', 'single'],
    ['select all that apply from yn', 'multiple'],
    ['select_multiple  yn', 'multiple'],
    ['rank yn', 'ranking'],
  ])('asks « %s » as our %s', (type, ours) => {
    const { definition, problems } = read(`type|name|label\n${type}|q|Question`, YES_NO);
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(definition && questionsOf(definition).map((question) => question.type)).toEqual([ours]);
  });

  test('keeps to the letter what has no place here, and says so', () => {
    const reading = read(
      'type|name|label|body::accuracyThreshold|save_to\ngeopoint|q|Où ?|5|place',
    );
    expect(reading.definition?.sections[0]?.questions[0]?.extra).toEqual({
      'body::accuracyThreshold': '5',
      save_to: 'place',
    });
    expect(codesOf(reading)).toEqual([
      ['warning', 'column-kept', 'D2'],
      ['warning', 'column-kept', 'E2'],
    ]);
  });

  test('repeats a group as one question', () => {
    const { definition, problems } = read(
      `type|name|label|repeat_count|calculation
       integer|n|Combien ?||
       begin repeat|person|Personne|\${n}|
       text|first|Prénom||
       calculate|rank|||position(..)
       end repeat||||`,
    );
    expect(problems).toEqual([]);
    expect(definition?.sections[0]?.questions[1]).toMatchObject({
      type: 'repeat',
      id: 'person',
      count: '${n}',
      questions: [
        { type: 'short-text', id: 'first' },
        { type: 'calculated', id: 'rank', calculation: 'position(..)' },
      ],
    });
  });
});

describe('a head of column', () => {
  test.each([
    ['label::Français', 'fr'],
    ['label::French (fr)', 'fr'],
    ['label::French(fr)', 'fr'],
    ['label::fr', 'fr'],
    ['label:French', 'fr'],
    ['label:English (en)', 'en'],
    ['caption:Italian', 'it'],
    ['label::Local language', 'local language'],
  ])('%s is in %s', (head, code) => {
    const { definition } = read(`type|name|${head}\ntext|q|Bonjour`);
    expect(definition?.language).toBe(code);
    expect(definition?.sections[0]?.questions[0]?.label).toBe('Bonjour');
  });

  test.each([
    ['bind:relevant', { condition: 'true()' }],
    ['relevance', { condition: 'true()' }],
    ['bind:constraint', { constraint: 'true()' }],
    ['constraint message', { constraintMessage: 'true()' }],
    ['bind:jr:constraintMsg', { constraintMessage: 'true()' }],
    ['REQUIRED', { required: true }],
    ['read only', { extra: { 'read only': 'true()' } }],
  ])('%s is read', (head, expected) => {
    const { definition } = read(`type|name|label|${head}\ntext|q|Bonjour|true()`);
    expect(definition?.sections[0]?.questions[0]).toMatchObject(expected);
  });

  test('speaks French first, and tells what the others lack', () => {
    const reading = read(
      `type|name|label::English (en)|label::Français|hint::English (en)
       select_one yn|q|Did you come?|Êtes-vous venu ?|Say yes
       text|r||Pourquoi ?|`,
      'list_name|name|label::English (en)|label::Français\nyn|yes|Yes|Oui\nyn|no|No|Non',
    );
    const { definition } = reading;
    if (!definition) throw new Error('there is a questionnaire');
    expect(definition.language).toBe('fr');
    expect(definition.languages).toEqual([
      { code: 'fr', name: 'Français' },
      { code: 'en', name: 'English' },
    ]);
    const [came] = questionsOf(inLanguage(definition, 'en'));
    expect(came).toMatchObject({
      label: 'Did you come?',
      choices: [{ label: 'Yes' }, { label: 'No' }],
    });
    expect(missingTexts(definition, 'en')).toEqual([':title', 'page-1:title', 'r:label']);
    expect(codesOf(reading)).toEqual([['warning', 'text-missing', 'D3']]);
  });
});

describe('an expression of a form', () => {
  const condition = (source: string) => {
    const reading = read(
      `type|name|label|relevant
       begin_group|g|Groupe|
       text|a|A|
       text|b|B|${source}
       end_group|||`,
    );
    return [reading.definition?.sections[0]?.questions[1]?.condition, codesOf(reading)];
  };

  test.each([
    ['${a}=‘yes’', "${a}='yes'", [['warning', 'expression-straightened', 'D4']]],
    ['../a != ""', '${a} != ""', []],
    ['/lavoir/g/a = 1', '${a} = 1', []],
    ['current()/../a = 1', '${a} = 1', []],
    ['FALSE', 'false()', []],
    ['../nobody = 1', '../nobody = 1', [['error', 'unknown-path', 'D4']]],
    ['${nobody} = 1', '${nobody} = 1', [['error', 'unknown-reference', 'D4']]],
    ['${a} = yes', '${a} = yes', [['warning', 'bare-name', 'D4']]],
    ['(1', '(1', [['error', 'unreadable-expression', 'D4']]],
    [
      "pulldata('f', 'a', 'b', 'c')",
      "pulldata('f', 'a', 'b', 'c')",
      [['error', 'list-absent', 'D4']],
    ],
    ["regex(., '(?=a)')", "regex(., '(?=a)')", [['error', 'unreadable-pattern', 'D4']]],
    ['${b} = 1', '${b} = 1', [['error', 'cycle', 'B4']]],
  ])('%s', (typed, read, problems) => {
    expect(condition(typed)).toEqual([read, problems]);
  });

  test('filters choices by the columns of their sheet', () => {
    const reading = read(
      `type|name|label|choice_filter
       text|region|Région|
       select_one town|town|Ville|region = \${region} and size = 1`,
      'list_name|name|label|region\ntown|vaubrun|Vaubrun|est\ntown|aire|Aire|ouest',
    );
    expect(reading.definition?.sections[0]?.questions[1]).toMatchObject({
      choiceFilter: 'region = ${region} and size = 1',
      choices: [{ values: { region: 'est' } }, { values: { region: 'ouest' } }],
    });
    expect(codesOf(reading)).toEqual([['warning', 'unknown-column', 'D3']]);
  });
});

describe('a form with a mistake is told where', () => {
  test.each([
    ['type|name|label\nselect_one nobody|q|Question', 'unknown-list', 'A2'],
    ['type|name|label\nselect_one|q|Question', 'no-list', 'A2'],
    ['type|name|label\nfloat|q|Question', 'unknown-type', 'A2'],
    ['type|name|label\nosm tags|q|Question', 'unsupported-type', 'A2'],
    ['type|name|label\ntext||Question', 'no-name', 'B2'],
    ['type|name|label\n|q|Question\ntext|r|R', 'row-without-type', 'B2'],
    ['type|name|label\ntext|q|Un\ntext|q|Deux', 'name-twice', 'B3'],
    ['type|name|label\nbegin_group|g|Groupe\ntext|q|Un', 'group-not-closed', 'A2'],
    ['type|name|label\ntext|q|Un\nend_group||', 'group-not-open', 'A3'],
    ['type|name|label\nselect_one_from_file towns.csv|q|Ville', 'external-list', 'A2'],
    ['type|name|label\nselect_one twice|q|Ville', 'choice-twice', 'B3'],
    ['type|name|label\nselect_multiple spaced|q|Ville', 'choice-with-space', null],
    ['type|name|label\ntext|q|Bonjour ${nobody}', 'unknown-reference', 'C2'],
    ['kind|label\ntext|Un', 'no-columns', null],
  ])('%j: %s', (survey, code, cell) => {
    const { problems } = read(survey, 'list_name|name|label\ntwice|a|A\ntwice|a|B\nspaced|a b|C');
    const [error] = problems.filter(({ severity }) => severity === 'error');
    expect([error?.code, error?.cell]).toEqual([code, cell]);
  });

  test('two questions of one name in two groups become two, and may not be cited by it', () => {
    const reading = read(
      `type|name|label|relevant
       begin_group|g|G|
       text|q|Un|
       end_group|||
       begin_group|h|H|
       text|q|Deux|
       end_group|||
       text|r|R|\${q} = 1`,
    );
    expect(reading.definition && questionsOf(reading.definition).map(({ id }) => id)).toEqual([
      'q',
      'q-2',
      'r',
    ]);
    expect(codesOf(reading)).toEqual([['warning', 'name-elsewhere', 'B6']]);
  });
});

describe('a hostile form', () => {
  test('of ten thousand questions, or of a million parentheses, is read or refused', () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => `text|q${index}|Question`);
    expect(codesOf(read(['type|name|label', ...rows].join('\n')))).toEqual([
      ['error', 'too-large', null],
    ]);
    const nested = read(`type|name|label|relevant\ntext|q|Q|${'('.repeat(1_000_000)}`);
    expect(nested.problems.map(({ severity }) => severity)).toEqual(['error']);
  });

  test('with names that every object has, keeps them apart', () => {
    const reading = read(
      'type|name|label|__proto__\ntext|constructor|Un|x\nselect_one __proto__|toString|Deux|y',
      'list_name|name|label|constructor\n__proto__|hasOwnProperty|Un|z',
    );
    expect(
      reading.problems.every(
        ({ code }) =>
          code in
          { 'name-changed': 1, 'column-kept': 1, 'too-large': 1, 'unknown-list': 1, 'no-label': 1 },
      ),
    ).toBe(true);
  });

  test('of nothing at all says so', () => {
    expect(readXlsform([]).problems.map(({ code }) => code)).toEqual(['no-survey']);
    expect(codesOf(read('type|name|label'))).toEqual([['error', 'no-questions', null]]);
  });
});

describe('what stands beside a workbook', () => {
  const files = [
    sheet('towns.csv', 'name|label|region\n51108|Châlons|44\n31555|Toulouse|76'),
    sheet('prices.csv', 'fruit|euros\npomme|3\npoire|4'),
    sheet('spots.geojson', 'id|title|geometry\nfw1|Lavoir|48.9 4.3 0 0'),
  ];
  const beside = (survey: string, choices = 'list_name|name|label') =>
    readXlsform([sheet('survey', survey), sheet('choices', choices)], 'essai', files);

  test('gives a question its choices, and their columns to its filter', () => {
    const { definition, problems } = beside(
      `type|name|label|choice_filter
       text|region|Région|
       select_one_from_file towns.csv|town|Ville|region = \${region}`,
    );
    expect(problems).toEqual([]);
    expect(definition?.sections[0]?.questions[1]).toMatchObject({
      type: 'single',
      list: 'towns',
      choices: [
        { id: '51108', label: 'Châlons', values: { region: '44' } },
        { id: '31555', label: 'Toulouse', values: { region: '76' } },
      ],
    });
    if (!definition) throw new Error('no definition');
    const offer = route(definition, { region: '76' }).offers.get('town');
    expect([...(offer ?? [])]).toEqual(['31555']);
  });

  test('names and labels choices by the columns that the form says, or that a map has', () => {
    const { definition, problems } = beside(
      `type|name|label|parameters
       select_multiple_from_file prices.csv|fruits|Fruits|value=fruit, label=fruit
       select_one_from_file spots.geojson|spot|Lieu|`,
    );
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const [fruits, spot] = definition?.sections[0]?.questions ?? [];
    expect(fruits).toMatchObject({ type: 'multiple', choices: [{ id: 'pomme' }, { id: 'poire' }] });
    expect(spot).toMatchObject({ type: 'single', choices: [{ id: 'fw1', label: 'Lavoir' }] });
  });

  test('answers pulldata() and instance(), and comes back from an export', () => {
    const { definition, problems } = beside(
      `type|name|label|calculation
       text|fruit|Fruit|
       calculate|price||pulldata('prices', 'euros', 'fruit', \${fruit})
       calculate|city||instance('towns')/root/item[name = '31555']/label
       calculate|said||jr:itext(instance('levels')/root/item[name = 'b']/itextId)`,
      'list_name|name|label\nlevels|a|Bas\nlevels|b|Haut',
    );
    expect(problems).toEqual([]);
    if (!definition) throw new Error('no definition');
    const { computed } = route(definition, { fruit: 'poire' });
    expect(Object.fromEntries(computed)).toEqual({ price: '4', city: 'Toulouse', said: 'Haut' });
    const again = readXlsform(writeXlsform(definition), 'essai');
    expect(again.definition).toEqual(definition);
  });

  test('is asked for when it is not there', () => {
    const { problems } = beside('type|name|label\nselect_one_from_file absent.csv|q|Ville');
    expect(problems.map(({ code, cell }) => [code, cell])).toEqual([['external-list', 'A2']]);
  });
});

describe('a loop', () => {
  test('is a group for each choice of its list, with that choice in its words', () => {
    const { definition, problems } = read(
      `type|name|label|relevant
       begin loop over places|counts|Combien ?|
       integer|number|Combien de %(label)s ?|
       text|why_%(name)s|Pourquoi ?|\${number} > 1
       end loop|||`,
      'list_name|name|label\nplaces|square|places\nplaces|hall|halles',
    );
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(definition?.sections).toHaveLength(1);
    const [section] = definition?.sections ?? [];
    expect(section?.groups?.map(({ id, label }) => [id, label])).toEqual([
      ['square', 'places'],
      ['hall', 'halles'],
    ]);
    expect(section?.questions.map(({ id, label, group }) => [id, label, group])).toEqual([
      ['number', 'Combien de places ?', 'square'],
      ['why_square', 'Pourquoi ?', 'square'],
      ['number-2', 'Combien de halles ?', 'hall'],
      ['why_hall', 'Pourquoi ?', 'hall'],
    ]);
  });

  test('over a list that is not there is told', () => {
    const { problems } = read('type|name|label\nbegin loop over x|l|L\ntext|q|Q\nend loop||');
    expect(problems.map(({ code }) => code)).toContain('unknown-list');
  });
});
