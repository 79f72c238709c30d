// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions cite an answer as ${id}, as XLSForm does.
import { describe, expect, test } from 'vitest';
import { defineQuestionnaire } from '../../../surveys/definition.ts';
import { elus } from '../../../surveys/definitions/elus.ts';
import { readXlsform } from '../../../surveys/xlsform/read.ts';
import { writeXlsform } from '../../../surveys/xlsform/write.ts';
import { everyType } from '../../fixtures/every-type.ts';

/** Two languages, shared and filtered lists, a name that can't be cited, columns that nothing reads. */
const lavoir = defineQuestionnaire({
  id: 'lavoir',
  version: '3',
  title: 'Le lavoir',
  language: 'fr',
  languages: [
    { code: 'fr', name: 'Français' },
    { code: 'en', name: 'English' },
    { code: 'br', name: 'Breton' },
  ],
  translations: {
    en: {
      'visit:title': 'The visit',
      'group/trip:label': 'The trip',
      'town/choices/aire:label': 'Aire-on-Aire',
      'tiles/rows/old:label': 'Old ones',
      ':title': 'The wash house',
    },
  },
  extra: { instance_name: 'concat(${who}, ${town})', allow_choice_duplicates: 'yes' },
  sheets: { entities: [['list_name'], ['places']] },
  sections: [
    {
      id: 'visit',
      title: 'La visite',
      extra: { appearance: 'field-list' },
      groups: [{ id: 'trip', label: 'Le trajet', condition: "${who} != ''" }],
      questions: [
        { id: 'my-name', type: 'short-text', label: 'Nom', sourceName: 'my.name' },
        { id: 'who', type: 'email', label: 'Vous, ${my-name} ?', requiredIf: "${my-name} = ''" },
        {
          id: 'town',
          type: 'dropdown',
          label: 'Ville',
          group: 'trip',
          list: 'towns',
          choiceFilter: 'region = ${my-name}',
          choices: [
            { id: 'vaubrun', label: 'Vaubrun', values: { region: ['est', 'ouest'] } },
            {
              id: 'aire',
              label: 'Aire-sur-Aire',
              values: { region: 'est' },
              extra: { image: 'a.jpg' },
            },
          ],
        },
        {
          id: 'other-town',
          type: 'multiple',
          label: 'Autres villes',
          group: 'trip',
          list: 'towns',
          max: 2,
          choices: [
            { id: 'vaubrun', label: 'Vaubrun' },
            { id: 'none', label: 'Aucune', exclusive: true },
          ],
        },
        {
          id: 'tiles',
          type: 'matrix',
          label: 'Les tuiles',
          rows: [{ id: 'old', label: 'Anciennes' }],
          columns: [
            { id: 'good', label: 'Bonnes' },
            { id: 'bad', label: 'Mauvaises' },
          ],
        },
      ],
    },
  ],
});

describe('what is written', () => {
  test.each([
    ['the questionnaire of élus', elus],
    ['a questionnaire of every type', everyType],
  ])('of %s reads back the same, without an error', (_name, definition) => {
    const { definition: read, problems } = readXlsform(writeXlsform(definition));
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(read).toEqual(definition);
  });

  test('in several languages reads back the same, but for lists that share a name and not their choices', () => {
    const { definition: read, problems } = readXlsform(writeXlsform(lavoir));
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const renamed = JSON.parse(JSON.stringify(lavoir));
    renamed.sections[0].questions[3].list = 'towns-2';
    expect(read).toEqual({ ...renamed, sheets: { entities: [['list_name'], ['places']] } });
  });

  test('says to other tools what they have words for', () => {
    const [survey, choices, settings] = writeXlsform(lavoir);
    expect(survey?.rows[0]?.slice(0, 4)).toEqual([
      'type',
      'name',
      'label::Français',
      'label::English',
    ]);
    const rows = survey?.rows.map((row) => row.slice(0, 4));
    expect(rows).toContainEqual(['begin_group', 'visit', 'La visite', 'The visit']);
    expect(rows).toContainEqual(['text', 'my.name', 'Nom', '']);
    expect(rows).toContainEqual(['text', 'who', 'Vous, ${my.name} ?', '']);
    expect(rows).toContainEqual(['select_one towns', 'town', 'Ville', '']);
    expect(rows).toContainEqual(['select_one tiles_columns', 'tiles_old', 'Anciennes', '']);
    expect(choices?.rows.filter(([list]) => list === 'towns').map(([, name]) => name)).toEqual([
      'vaubrun',
      'vaubrun',
      'aire',
    ]);
    expect(settings?.rows[1]?.slice(0, 4)).toEqual(['Le lavoir', 'lavoir', '3', 'Français']);
  });
});
