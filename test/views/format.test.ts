import { describe, expect, test } from 'vitest';
import {
  formatDate,
  formatDateTime,
  formatDuration,
  formatNumber,
  formatPercent,
  formatPlural,
  safeHref,
} from '../../views/format.ts';

describe('numbers are written as in French', () => {
  test.each([
    [0, 0, '0'],
    [999, 0, '999'],
    [1645, 0, '1\u202F645'],
    [1234567.891, 2, '1\u202F234\u202F567,89'],
    [-12.5, 1, '−12,5'],
    [-0.001, 1, '0,0'],
    [Number.NaN, 0, '–'],
  ])('%d with %d decimals', (value, decimals, expected) => {
    expect(formatNumber(value, decimals)).toBe(expected);
  });

  test('a percentage keeps its sign on the same line', () => {
    expect(formatPercent(0.1496, 1)).toBe('15,0\u202F%');
    expect(formatPercent(1)).toBe('100\u202F%');
  });

  test('zero and one are singular', () => {
    expect(formatPlural(0, 'réponse', 'réponses')).toBe('0\u00A0réponse');
    expect(formatPlural(1, 'réponse', 'réponses')).toBe('1\u00A0réponse');
    expect(formatPlural(2000, 'réponse', 'réponses')).toBe('2\u202F000\u00A0réponses');
  });

  test('a duration is said in minutes once it has some', () => {
    expect(formatDuration(0.45)).toBe('0,5\u00A0s');
    expect(formatDuration(59)).toBe('59\u00A0s');
    expect(formatDuration(120)).toBe('2\u00A0min');
    expect(formatDuration(95)).toBe('1\u00A0min\u00A035\u00A0s');
  });
});

describe('dates are those of Paris, whatever the machine', () => {
  test('an evening in UTC is the next day in summer', () => {
    expect(formatDateTime(Date.UTC(2020, 6, 14, 22, 5))).toBe(
      '15\u00A0juillet\u00A02020 à\u00A00\u00A0h\u00A005',
    );
  });

  test('the first of a month is « 1er »', () => {
    expect(formatDate(Date.UTC(2020, 11, 1, 12))).toBe('1er\u00A0décembre\u00A02020');
  });
});

describe('an address that runs code is not printed', () => {
  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '//elsewhere.example',
    '/\\elsewhere.example',
    '/\t/elsewhere.example',
    undefined,
    42,
  ])('%j', (url) => {
    expect(safeHref(url)).toBe('#');
  });

  test.each([
    '/missions/1?de=2&a=3#segment',
    '#champ',
    '?page=2',
    '../autre',
    './ici',
    'aide/analyse',
    'https://exemple.fr/a',
    'mailto:mairie@exemple.fr',
  ])('%s is kept', (url) => {
    expect(safeHref(url)).toBe(url);
  });
});
