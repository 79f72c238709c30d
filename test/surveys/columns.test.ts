// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions cite an answer as ${id}, as XLSForm does.
import { describe, expect, it } from 'vitest';
import { BLANK, NOT_ASKED, OTHER_VERSION, planColumns, WITHHELD } from '../../surveys/columns.ts';
import { defineQuestionnaire, type QuestionnaireInput } from '../../surveys/definition.ts';
import { everyType } from '../fixtures/every-type.ts';

type QuestionInput = QuestionnaireInput['sections'][number]['questions'][number];

const version = (number: number, questions: QuestionInput[]) => ({
  id: `v${number}`,
  number,
  definition: defineQuestionnaire({
    id: 'well',
    version: String(number),
    title: 'Le puits',
    sections: [{ id: 'well', title: 'Le puits', questions }],
  }),
});

const choices = (...ids: string[]) => ids.map((id) => ({ id, label: id.toUpperCase() }));

describe('columns of every type', () => {
  const { columns } = planColumns([{ id: 'v1', number: 1, definition: everyType }]);

  it('bear different names, and codes say what they stand for', () => {
    expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length);
    for (const { name, kind, choices: known } of columns)
      expect([name, kind !== 'code' || (known?.length ?? 0) > 0]).toEqual([name, true]);
  });

  it('tell the words and the contacts of a person from everything else', () => {
    const named = (kind: string) =>
      columns.filter((column) => column.kind === kind).map(({ name }) => name);
    expect(named('contact')).toEqual(['mail', 'telephone']);
    expect(named('words')).toEqual([
      'visit.other',
      'goods.other.text',
      'stallholder',
      'memory',
      'picture',
      ...[1, 2, 3, 4].map((turn) => `companions.${turn}.companion`),
    ]);
  });
});

describe('versions joined', () => {
  it('keep a column for the former type of a question, so that none holds two kinds of answers', () => {
    const plan = planColumns([
      version(1, [{ id: 'depth', type: 'short-text', label: 'Profondeur' }]),
      version(2, [{ id: 'depth', type: 'integer', label: 'Profondeur' }]),
    ]);
    expect(plan.columns.map(({ name, kind, versions }) => [name, kind, versions])).toEqual([
      ['depth.v1', 'words', [1]],
      ['depth', 'number', [2]],
    ]);
    expect(plan.rowOf('v1', { depth: 'douze mètres' }, { wordsLeave: true })).toEqual([
      'douze mètres',
      OTHER_VERSION,
    ]);
    expect(plan.rowOf('v2', { depth: 12 }, { wordsLeave: true })).toEqual([OTHER_VERSION, 12]);
  });

  it('never renumber a choice: those of the oldest version come first', () => {
    const plan = planColumns([
      version(1, [
        { id: 'use', type: 'single', label: 'Usage', choices: choices('drink', 'wash') },
      ]),
      version(2, [
        { id: 'use', type: 'single', label: 'Usage', choices: choices('garden', 'drink') },
      ]),
    ]);
    expect(plan.columns[0]?.choices?.map(({ value }) => value)).toEqual([
      'drink',
      'wash',
      'garden',
    ]);
  });

  it('stand for a question that went after the one that it followed', () => {
    const text = (id: string): QuestionInput => ({ id, type: 'short-text', label: id });
    const plan = planColumns([
      version(1, [text('a'), text('gone'), text('b')]),
      version(2, [text('b'), text('new'), text('a')]),
    ]);
    expect(plan.columns.map(({ name }) => name)).toEqual(['b', 'new', 'a', 'gone']);
  });
});

it('tells four ways of having no value apart', () => {
  const plan = planColumns([
    version(1, [{ id: 'old', type: 'integer', label: 'Âge' }]),
    version(2, [
      { id: 'dry', type: 'single', label: 'À sec ?', choices: choices('yes', 'no') },
      { id: 'since', type: 'integer', label: 'Depuis', condition: "${dry} = 'yes'" },
      { id: 'note', type: 'long-text', label: 'Note' },
      { id: 'left', type: 'integer', label: 'Reste' },
    ]),
  ]);
  const row = plan.rowOf('v2', { dry: 'no', note: 'mes mots' }, { wordsLeave: false });
  const named = Object.fromEntries(plan.columns.map(({ name }, index) => [name, row[index]]));
  expect(named).toEqual({
    dry: 'no',
    since: NOT_ASKED,
    note: WITHHELD,
    left: BLANK,
    old: OTHER_VERSION,
  });
});
