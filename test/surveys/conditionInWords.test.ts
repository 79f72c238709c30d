// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions cite an answer as ${id}, as XLSForm does.
import { describe, expect, test } from 'vitest';
import { conditionInWords } from '../../surveys/conditionInWords.ts';
import { elus } from '../../surveys/definitions/elus.ts';
import { everyType } from '../fixtures/every-type.ts';

const said = (source: string) => conditionInWords(source, everyType).replaceAll('\u00a0', ' ');

describe('a condition in French words', () => {
  test.each([
    ["${visit} != 'never'", '« Venez-vous au marché ? » n’est pas « Jamais »'],
    ["'weekly' = ${visit}", '« Venez-vous au marché ? » est « Chaque semaine »'],
    ["selected(${goods}, 'fish')", '« Qu’y achetez-vous ? » comprend « Poisson »'],
    ["not(selected(${goods}, 'fish'))", '« Qu’y achetez-vous ? » ne comprend pas « Poisson »'],
    ['3 < ${children}', '« Combien d’enfants vous accompagnent ? » est supérieur à 3'],
    ['${mood} <= -1', '« La halle est » est au plus −1'],
    ["${memory} = ''", '« Un souvenir de marché » n’est pas rempli'],
    ["${stalls}/fish = 'poor'", '« Que pensez-vous des étals ? (Poisson) » est « Médiocre »'],
    [
      "count-selected(${goods}) > 0 and (${visit} = 'weekly' or ${visit} = 'other')",
      'le nombre de réponses cochées à « Qu’y achetez-vous ? » est supérieur à 0 et (« Venez-vous au marché ? » est « Chaque semaine » ou « Venez-vous au marché ? » est « Autre »)',
    ],
    ['. < 120', 'ce qui est répondu est inférieur à 120'],
    ['round(${budget}) mod 2', 'round(« Budget par semaine ») mod 2'],
    ['${visit} = = ', '${visit} = = '],
  ])('%s', (source, words) => {
    expect(said(source)).toBe(words);
  });

  test('reads those of the questionnaire of élus without an identifier', () => {
    const { sections } = elus;
    const sources = sections.flatMap(({ questions }) =>
      questions.flatMap((q) => q.condition ?? []),
    );
    expect(sources.length).toBeGreaterThan(5);
    for (const source of sources) expect(conditionInWords(source, elus)).not.toMatch(/\$\{|'/);
  });
});
