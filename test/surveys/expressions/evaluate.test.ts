// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions cite an answer as ${id}, as XLSForm does.
import { describe, expect, test } from 'vitest';
import { checkExpression } from '../../../surveys/expressions/check.ts';
import { BudgetError, evaluate } from '../../../surveys/expressions/evaluate.ts';
import { parseExpression, referencesOf } from '../../../surveys/expressions/grammar.ts';
import { ExpressionError } from '../../../surveys/expressions/tokens.ts';
import { type Data, treeOf } from '../../../surveys/expressions/tree.ts';
import { toText } from '../../../surveys/expressions/values.ts';

/** What the mayor of Vaubrun answered, as expressions see it. */
const ANSWERS: Data = {
  project: 'works',
  frameworks: 'ort opah-ru',
  'staff-time': '0.5',
  asset: '',
  trajectory: { housing: 'degraded', shops: 'degraded', health: 'stable' },
  sites: { first: { name: 'Halle', cost: '120' }, second: { name: 'Lavoir', cost: '30' } },
};

function run(source: string, answers: Data = ANSWERS): string {
  const root = treeOf('answers', answers);
  const lookUp = (name: string) => root.children.find((node) => node.name === name);
  return toText(evaluate(parseExpression(source), { node: root, lookUp }));
}

describe('an expression', () => {
  test.each([
    ["${project} = 'works'", 'true'],
    ["${project} != 'none' and ${project} != ''", 'true'],
    ["${asset} = ''", 'true'],
    ["selected(${frameworks}, 'ort')", 'true'],
    ["selected(${frameworks}, 'or')", 'false'],
    ['count-selected(${frameworks})', '2'],
    ['selected-at(${frameworks}, 1)', 'opah-ru'],
    ['${staff-time} * 2 + 1', '2'],
    ['${asset} < 3 or ${asset} >= 3', 'false'],
    ["if(${staff-time} > 1, 'oui', 'non')", 'non'],
    ["coalesce(${asset}, 'rien')", 'rien'],
    ["cell(${trajectory}, concat('hou', 'sing'))", 'degraded'],
    ["count(${trajectory}/*[. = 'degraded'])", '2'],
    ["cell(${trajectory}, 'jobs') = 'degraded'", 'false'],
    ['sum(${sites}/*/cost)', '150'],
    ["${sites}/*[name = 'Lavoir']/cost", '30'],
    ['${sites}/*[2]/name', 'Lavoir'],
    ['/sites/first/../second/name', 'Lavoir'],
    ['count(//cost)', '2'],
    ['sites/first/name', 'Halle'],
    ['max(3, 7, 5) - min(3, 7)', '4'],
    ['round(2.345, 2)', '2.35'],
    ['7 mod 4 div 2', '1.5'],
    ['-(2 - 3)', '1'],
    ['1 < 2 = true()', 'true'],
    ["substring('Vaubrun', 4, 2)", 'br'],
    ["translate('bourg', 'bg', 'Bk')", 'Bourk'],
    ["normalize-space('  le   bourg ')", 'le bourg'],
    ["string-length('été 😀')", '5'],
    ["number('1e3') = number('1e3')", 'false'],
    ['1 div 0', 'Infinity'],
    ["'a' = 'a' and not('')", 'true'],
    ['true() and ${nobody}', 'false'],
  ])('%s is %s', (source, expected) => {
    expect(run(source)).toBe(expected);
  });

  test('takes “div” and “*” for names where a name is due', () => {
    expect(run('div * 2', { div: '4' })).toBe('8');
  });

  test('cites each question once, in order', () => {
    const expression = parseExpression('${b} + ${a} * (${b} - sum(${c}/*[. = ${d}]))');
    expect(referencesOf(expression)).toEqual(['b', 'a', 'c', 'd']);
  });
});

describe('an expression that cannot be read', () => {
  test.each([
    ['', 'unexpected-token', 0],
    ['1 +', 'unexpected-token', 3],
    ['(1', 'expected', 2],
    ['1 2', 'unexpected-token', 2],
    ["'open", 'unexpected-character', 0],
    ['a # b', 'unexpected-character', 2],
    ['following::a', 'unknown-axis', 0],
    ['${a', 'unexpected-character', 0],
  ])('%j is refused with where and why', (source, code, at) => {
    expect(() => parseExpression(source)).toThrow(expect.objectContaining({ code, at }));
  });

  test('is refused when it nests a million parentheses', () => {
    expect(() => parseExpression('('.repeat(1_000_000))).toThrow(ExpressionError);
    expect(() => parseExpression('('.repeat(4_000))).toThrow(
      expect.objectContaining({ code: 'too-deep' }),
    );
    expect(() => parseExpression(`${'-'.repeat(4_000)}1`)).toThrow(
      expect.objectContaining({ code: 'too-deep' }),
    );
  });

  test('is refused when it calls what nobody has, or wrongly', () => {
    const problems = (source: string) =>
      checkExpression(parseExpression(source), (id) => id === 'project');
    expect(problems("vlookup('x')")).toEqual([{ code: 'unknown-function', name: 'vlookup' }]);
    expect(problems('not()')).toEqual([{ code: 'wrong-arity', name: 'not' }]);
    expect(problems('if(1, 2)')).toEqual([{ code: 'wrong-arity', name: 'if' }]);
    expect(problems("${projet} = 'none'")).toEqual([{ code: 'unknown-reference', name: 'projet' }]);
    expect(problems('${project} = coalesce(1, 2)')).toEqual([]);
  });
});

describe('an expression that takes too long', () => {
  test('is stopped after ten thousand steps', () => {
    const wide = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`n${index}`, '1']));
    expect(() => run('count(//*[count(//*) > 0])', wide)).toThrow(BudgetError);
  });

  test('pays for long texts too', () => {
    const answers = { story: 'x'.repeat(1_000_000) };
    const source = `concat(${Array.from({ length: 30 }, () => '${story}').join(', ')}) = ''`;
    expect(() => run(`normalize-space(${source}) = ''`, answers)).toThrow(BudgetError);
  });
});

describe('random expressions', () => {
  test('are read or refused, evaluated or stopped, and nothing else', () => {
    const random = generator(20191202);
    const pieces =
      "${project} ${trajectory} / // . .. * [ ] ( ) , and or div mod 1 'a' = < - count( not( | name".split(
        ' ',
      );
    for (let round = 0; round < 5_000; round += 1) {
      const length = 1 + Math.floor(random() * 12);
      const source = Array.from(
        { length },
        () => pieces[Math.floor(random() * pieces.length)],
      ).join(' ');
      expect(outcome(source)).toMatch(/^(value|ExpressionError|BudgetError)$/);
    }
  });
});

function outcome(source: string): string {
  try {
    run(source);
    return 'value';
  } catch (error) {
    return error instanceof Error ? error.name : 'unknown';
  }
}

/** Park and Miller's minimal generator: the same sequence everywhere. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
