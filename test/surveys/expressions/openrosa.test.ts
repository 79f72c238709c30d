// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions cite an answer as ${id}, as XLSForm does.
import { describe, expect, test } from 'vitest';
import { checkExpression } from '../../../surveys/expressions/check.ts';
import { BudgetError, evaluate } from '../../../surveys/expressions/evaluate.ts';
import { parseExpression } from '../../../surveys/expressions/grammar.ts';
import { normaliseExpression } from '../../../surveys/expressions/normalise.ts';
import { type DataNode, treeOf } from '../../../surveys/expressions/tree.ts';
import { toText } from '../../../surveys/expressions/values.ts';

/** The household of a baker of Vaubrun: two persons, the second of whom is being asked. */
const root: DataNode = treeOf('data', {
  name: 'Odile',
  born: '1968-02-29',
  visit: 'weekly',
  phone: '(337) 01-02 0304',
  story: `${'1'.repeat(30)}x`,
  person: [
    { first: 'Odile', age: '56' },
    { first: 'Marcel', age: '66' },
  ],
});
const persons = root.children.filter(({ name }) => name === 'person');

const MOMENT = { now: '2026-11-23T16:34:22.500+01:00', seed: 7 };

function run(source: string, node: DataNode = root): string {
  const lookUp = (name: string) => {
    const here = node.children.filter((each) => each.name === name);
    return here.length > 0 ? here : root.children.filter((each) => each.name === name);
  };
  const choiceLabel = (question: string, choice: string) =>
    question === 'visit' && choice === 'weekly' ? 'Chaque semaine' : '';
  const list = (name: string) =>
    name === 'goods'
      ? treeOf('', { root: { item: { name: 'fish', label: 'Poisson' } } })
      : undefined;
  return toText(
    evaluate(parseExpression(source), { node, lookUp, moment: MOMENT, choiceLabel, list }),
  );
}

describe('a function of OpenRosa', () => {
  test.each([
    ['today()', '2026-11-23'],
    ['now()', '2026-11-23T16:34:22.500+01:00'],
    ["today() > '2026-11-22'", 'true'],
    ["today() >= date('2026-11-23')", 'true'],
    // 1968-02-29 to 2026-11-23: 58 years and 268 days, 14 leap days since: 58 × 365 + 15 + 267 = 21,452 days.
    ['today() - ${born}', '21452'],
    ['int((today() - ${born}) div 365.25)', '58'],
    ["date('1970-01-02') + 0", '1'],
    ['date(20000)', '2024-10-04'],
    ["date('2026-02-30')", ''],
    ["decimal-date-time('1970-01-02T12:00:00.000')", '1.5'],
    ["decimal-time('18:00')", '0.75'],
    ["format-date('2026-11-03', '%d/%m/%Y')", '03/11/2026'],
    ["format-date('2026-11-03', '%e %b %y')", '3 nov. 26'],
    [
      "regex(${phone}, '^(([0-9]{1})*[- .(]*([0-9]{3})[- .)]*[0-9]{2}[- .]*[0-9]{2}[- .]*[0-9]{4})+$')",
      'true',
    ],
    ["regex('75001', '[0-9]{5}')", 'true'],
    ["regex('750011', '[0-9]{5}')", 'false'],
    ["regex('a@b.fr', '[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,4}')", 'true'],
    ["regex('ab', 'a|b')", 'false'],
    ["regex('', '(a*)*')", 'true'],
    ["regex('ac', '[^\\d\\s]{2}')", 'true'],
    ["substr('bourg', 1, 3)", 'ou'],
    ["substr('bourg', -2)", 'rg'],
    ["ends-with('Vaubrun', 'brun')", 'true'],
    ["join(', ', ${person}/first)", 'Odile, Marcel'],
    ['count(${person})', '2'],
    ['sum(${person}/age)', '122'],
    ['max(${person}/age)', '66'],
    ['max(${nobody})', 'NaN'],
    ['indexed-repeat(${first}, ${person}, 2)', 'Marcel'],
    ['indexed-repeat(${first}, ${person}, 3)', ''],
    ["jr:choice-name(${visit}, '${visit}')", 'Chaque semaine'],
    ["instance('goods')/root/item[name = 'fish']/label", 'Poisson'],
    ["instance('nowhere')/root/item", ''],
    ["coalesce('', 'rien')", 'rien'],
    ['round(15 div sqrt(cos(atan(0.75))), 2)', '16.77'],
    ['random() = random()', 'true'],
    ['random() < 1', 'true'],
    ['string-length(uuid())', '36'],
    [
      "once('jamais')",
      'Odile1968-02-29weekly(337) 01-02 0304111111111111111111111111111111xOdile56Marcel66',
    ],
  ])('%s is %s', (source, expected) => {
    expect(run(source)).toBe(expected);
  });

  test('reads the turn of a repeated group: its place, its neighbours, those beside it', () => {
    const [, second = root] = persons;
    const age = second.children.find(({ name }) => name === 'age') ?? second;
    expect(run('position(..)', age)).toBe('2');
    expect(run('../first', age)).toBe('Marcel');
    expect(run('../../name', age)).toBe('Odile');
    expect(run('${first}', second)).toBe('Marcel');
    expect(run('. > 60', age)).toBe('true');
    expect(run('current()/../first', age)).toBe('Marcel');
  });

  test('draws the same for a response, and otherwise for another', () => {
    const at = (seed: number) =>
      toText(
        evaluate(parseExpression('uuid()'), {
          node: root,
          lookUp: () => undefined,
          moment: { now: MOMENT.now, seed },
        }),
      );
    expect(at(7)).toBe(at(7));
    expect(at(7)).not.toBe(at(8));
    expect(at(7)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('says nothing of time where nobody gave it', () => {
    const scope = { node: root, lookUp: () => undefined };
    expect(evaluate(parseExpression('today()'), scope)).toBe('');
    expect(evaluate(parseExpression("'2026-01-01' <= today()"), scope)).toBe(false);
  });
});

describe('a regular expression', () => {
  test('ends on what takes others a minute', () => {
    expect(run("regex(${story}, '^(1+)+$')")).toBe('false');
    expect(run("regex(${story}, '(1|1)*')")).toBe('false');
  });

  test('is paid for', () => {
    const text = 'a'.repeat(9_000);
    expect(() => run(`regex('${text}', '${'(a|b|c)*'.repeat(90)}d')`)).toThrow(BudgetError);
  });

  test.each(['(?=a)', '(a)\\1', '[a', '(a', '*a', 'a{3,2}', `${'(a{99}){99}'}`, '('.repeat(80)])(
    '%s is refused before anyone answers',
    (pattern) => {
      const found = checkExpression(parseExpression(`regex(., '${pattern}')`), () => true);
      expect(found.map(({ code }) => code)).toEqual(['unreadable-pattern']);
    },
  );
});

describe('an expression typed in a spreadsheet', () => {
  test.each([
    ['${a}=‘yes’', "${a}='yes'"],
    ['${a}=’no’ and ${b}!=”"', '${a}=\'no\' and ${b}!=""'],
    ['${a} &gt; 3', '${a} > 3'],
    ["${a} = 'l’eau'", "${a} = 'l’eau'"],
    ["  selected (., 'no')\n and  true() ", "selected (., 'no') and true()"],
    [
      'instance(“Amenities”)/root/item[id=${x}]/label',
      'instance("Amenities")/root/item[id=${x}]/label',
    ],
    ['because nobody knows', 'because nobody knows'],
  ])('%j is read as %j', (typed, expected) => {
    expect(normaliseExpression(typed)).toBe(expected);
  });
});
