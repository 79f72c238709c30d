// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions cite an answer as ${id}, as XLSForm does.
import { describe, expect, test } from 'vitest';
import { elus } from '../../surveys/definitions/elus.ts';
import { type Change, diffDefinitions } from '../../surveys/diff.ts';
import { draftOf } from '../../surveys/edit/draft.ts';
import { applyOperation, type Operation } from '../../surveys/edit/operations.ts';
import { checkDraft } from '../../surveys/edit/problems.ts';
import { everyType } from '../fixtures/every-type.ts';

const market = draftOf(everyType);

function after(...operations: Operation[]): Change[] {
  let draft = market;
  for (const operation of operations) {
    const outcome = applyOperation(draft, operation);
    if ('refused' in outcome) throw new Error(outcome.refused);
    draft = outcome.draft;
  }
  const compared = (each: typeof draft) => ({ draft: each, readable: checkDraft(each).readable });
  return diffDefinitions(compared(market), compared(draft));
}

const change = (question: string, changes: Record<string, unknown>): Operation => ({
  act: 'change-question',
  question,
  changes,
});

describe('the difference between two versions', () => {
  test('is nothing between a version and itself, whatever the order of what each thing says', () => {
    expect(after()).toEqual([]);
    const turned = JSON.parse(JSON.stringify(market), (_key, value) =>
      value && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    );
    expect(diffDefinitions({ draft: market }, { draft: turned })).toEqual([]);
    expect(diffDefinitions({ draft: draftOf(elus) }, { draft: draftOf(elus) })).toEqual([]);
  });

  test('tells what was added, removed and said otherwise', () => {
    const changes = after(
      { act: 'add-question', into: 'more', type: 'date', label: 'Votre dernière visite' },
      { act: 'remove-question', question: 'memory' },
      change('visit', { label: 'Venez-vous à la halle ?', required: false }),
    );
    expect(changes).toEqual([
      {
        kind: 'removed',
        what: 'question',
        id: 'memory',
        label: 'Un souvenir de marché',
        details: [],
      },
      {
        kind: 'changed',
        what: 'question',
        id: 'visit',
        label: 'Venez-vous à la halle ?',
        details: [
          { field: 'label', before: 'Venez-vous au marché ?', after: 'Venez-vous à la halle ?' },
          { field: 'required', before: 'true', after: null },
        ],
      },
      {
        kind: 'added',
        what: 'question',
        id: 'votre-derniere-visite',
        label: 'Votre dernière visite',
        details: [],
      },
    ]);
  });

  test('tells choices one by one, by their ids', () => {
    const choices = [
      { id: 'weekly', label: 'Toutes les semaines' },
      { id: 'never', label: 'Jamais', open: true },
      { id: 'often', label: 'Souvent' },
    ];
    expect(after(change('visit', { choices }))[0]?.details).toEqual([
      { field: 'choices/weekly', before: 'Chaque semaine', after: 'Toutes les semaines' },
      { field: 'choices/never', before: 'Jamais', after: 'Jamais (à préciser)' },
      { field: 'choices/other', before: 'Autre (à préciser)', after: null },
      { field: 'choices/often', before: null, after: 'Souvent' },
    ]);
  });

  test('tells conditions in words', () => {
    const [first] = after(change('memory', { condition: "${visit} = 'weekly'" }));
    expect(
      first?.details.map(({ field, before, after: now }) => [
        field,
        before,
        now?.replaceAll('\u00a0', ' '),
      ]),
    ).toEqual([['condition', null, '« Venez-vous au marché ? » est « Chaque semaine »']]);
  });

  test('tells of one move, not of all that it pushed aside', () => {
    const changes = after({ act: 'move-question', question: 'causes', into: 'more', index: 0 });
    expect(changes).toEqual([
      { kind: 'moved', what: 'question', id: 'causes', label: 'Ce qui compte', details: [] },
    ]);
    const elsewhere = after({ act: 'move-question', question: 'visit', into: 'more', index: 0 });
    expect(elsewhere.map(({ kind, id }) => [kind, id])).toEqual([['moved', 'visit']]);
  });

  test('tells of pages and translations', () => {
    const changes = after(
      { act: 'change-section', section: 'market', changes: { condition: undefined } },
      {
        act: 'translate',
        language: 'en',
        name: 'English',
        texts: { 'visit:label': 'Do you come?' },
      },
    );
    expect(changes.map(({ what, id }) => [what, id])).toEqual([
      ['questionnaire', ''],
      ['section', 'market'],
    ]);
    expect(changes[1]?.details.map(({ field, after: now }) => [field, now])).toEqual([
      ['condition', null],
    ]);
    expect(changes[0]?.details.map(({ field }) => field)).toContain('en visit:label');
  });
});
