import { expect, it } from 'vitest';
import { formatDefinition, parseDefinition } from '../../server/definition-text.ts';
import { questionnaire } from '../../surveys/definition.ts';
import { elus } from '../../surveys/definitions/elus.ts';
import { everyType } from '../fixtures/every-type.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

it('writes a definition in JSON and in YAML that reads back the same', () => {
  for (const definition of [elus, everyType])
    for (const name of ['elus.json', 'elus.yaml', 'ELUS.YML']) {
      const text = formatDefinition(name, definition);
      expect(questionnaire.parse(parseDefinition(name, bytes(text)))).toEqual(definition);
    }
});

it('takes YAML as it is typed: « non » is a word, an anchor may be used again', () => {
  const read = parseDefinition(
    'halle.yaml',
    bytes('choix: &c [oui, non]\nautres: *c\nversion: "1"\n'),
  );
  expect(read).toEqual({ choix: ['oui', 'non'], autres: ['oui', 'non'], version: '1' });
});

it('refuses bombs of aliases, tags, broken text, keys twice, and depths that no questionnaire has', () => {
  const laughs = Array.from(
    { length: 9 },
    (_, level) =>
      `l${level}: &l${level} [${Array(9)
        .fill(level ? `*l${level - 1}` : 'ha')
        .join(',')}]`,
  ).join('\n');
  expect(parseDefinition('rires.yaml', bytes(laughs))).toBeUndefined();
  expect(parseDefinition('deux.yaml', bytes('a: 1\na: 2\n'))).toBeUndefined();
  expect(parseDefinition('a.yaml', bytes('a: [1, 2'))).toBeUndefined();
  expect(parseDefinition('a.yaml', bytes('[{'.repeat(50_000)))).toBeUndefined();
  expect(parseDefinition('a.json', bytes('['.repeat(200_000)))).toBeUndefined();
  expect(parseDefinition('a.yaml', Uint8Array.of(0x61, 0x3a, 0x20, 0xff))).toBeUndefined();
  expect(parseDefinition('a.yaml', bytes(`a: ${'x'.repeat(5 * 2 ** 20)}`))).toBeUndefined();
  const proto = parseDefinition('a.yaml', bytes('__proto__: { isAdmin: true }\n'));
  expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
  expect(Object.getPrototypeOf(proto)).toBe(Object.prototype);
});
