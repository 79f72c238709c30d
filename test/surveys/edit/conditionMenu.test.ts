// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions cite an answer as ${id}, as XLSForm does.
import { describe, expect, test } from 'vitest';
import { elus } from '../../../surveys/definitions/elus.ts';
import {
  comparisonsOf,
  firstClause,
  readMenu,
  subjectKey,
  writeMenu,
} from '../../../surveys/edit/conditionMenu.ts';
import { parseExpression } from '../../../surveys/expressions/grammar.ts';
import { everySubject } from '../../../surveys/subjects.ts';
import { everyType } from '../../fixtures/every-type.ts';

describe('a condition in menus', () => {
  test.each([
    ["${visit} != 'never'", 'all', [['visit', 'is-not', 'never']]],
    [
      "${visit} = 'weekly' or ${children} > 2",
      'any',
      [
        ['visit', 'is', 'weekly'],
        ['children', 'over', '2'],
      ],
    ],
    [
      "${mood} <= -1 and ${memory} != ''",
      'all',
      [
        ['mood', 'at-most', '-1'],
        ['memory', 'filled', ''],
      ],
    ],
    ["not(selected(${goods}, 'fish'))", 'all', [['goods', 'has-not', 'fish']]],
    ["${stalls}/fish = 'poor'", 'all', [['stalls/fish', 'is', 'poor']]],
    ["contains(${memory}, 'neige')", 'all', [['memory', 'contains', 'neige']]],
  ])('%s', (source, join, clauses) => {
    const menu = readMenu(source, everyType);
    expect(menu).toEqual({
      join,
      clauses: clauses.map(([subject, comparison, value]) => ({ subject, comparison, value })),
    });
    expect(menu && writeMenu(menu, everyType)).toBe(source);
  });

  test.each([
    'count-selected(${goods}) > 0',
    "(${visit} = 'weekly' or ${visit} = 'other') and ${children} > 2",
    "${goods} = 'fish'",
    '${children} > ${distance}',
    "${nobody} = 'x'",
    '((((',
  ])('leaves alone what menus cannot say: %s', (source) => {
    expect(readMenu(source, everyType)).toBeUndefined();
  });

  test('says whatever the menus offer, and reads it back', () => {
    for (const found of [...everySubject(everyType), ...everySubject(elus)]) {
      const questionnaire = everySubject(elus).includes(found) ? elus : everyType;
      for (const comparison of comparisonsOf(found.subject)) {
        const isBare = comparison === 'filled' || comparison === 'blank';
        const value = isBare
          ? ''
          : (found.subject.values[0]?.id ?? (found.subject.kind === 'number' ? '3' : "l'eau"));
        const menu = {
          join: 'all' as const,
          clauses: [{ subject: subjectKey(found), comparison, value }],
        };
        const source = writeMenu(menu, everyType) ?? '';
        parseExpression(source);
        if (
          questionnaire === everyType &&
          everySubject(everyType).some((each) => subjectKey(each) === subjectKey(found))
        )
          expect(readMenu(source, everyType)).toEqual(menu);
      }
    }
  });

  test('begins with a clause that is already whole', () => {
    const clauses = everySubject(everyType).map(firstClause);
    expect(clauses.find(({ subject }) => subject === 'visit')).toEqual({
      subject: 'visit',
      comparison: 'is',
      value: 'weekly',
    });
    expect(clauses.find(({ subject }) => subject === 'children')?.comparison).toBe('filled');
  });
});
