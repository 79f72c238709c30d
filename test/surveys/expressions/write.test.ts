// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions cite an answer as ${id}, as XLSForm does.
import { describe, expect, test } from 'vitest';
import { parseExpression } from '../../../surveys/expressions/grammar.ts';
import { quoted, writeExpression } from '../../../surveys/expressions/write.ts';

describe('an expression', () => {
  test.each([
    "${project} != '' and ${project} != 'none'",
    "cell(${trajectory}, name) = 'degraded' or count(${trajectory}/*[. = 'degraded']) < 3",
    '(1 + 2) * 3 - -4',
    '1 - (2 - 3)',
    "not(selected(${a}, 'x')) or (${b} = 'y' and ${c} > 2)",
    '../zone/town[position() = 1]',
    '/data/zone',
    '. >= 0 and . < 1.5',
    "instance('towns')/root/item[region = ${region}]/label",
    'a | b/c',
  ])('%s, once written, reads the same', (source) => {
    const expression = parseExpression(source);
    expect(parseExpression(writeExpression(expression))).toEqual(expression);
  });

  test('holds any text between quotes', () => {
    expect(quoted('l’eau')).toBe("'l’eau'");
    expect(quoted("l'eau")).toBe('"l\'eau"');
    expect(quoted(`l'"eau"`)).toBe(`concat('l', "'", '"eau"')`);
  });
});
