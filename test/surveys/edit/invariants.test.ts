import { describe, expect, test } from 'vitest';
import { elus } from '../../../surveys/definitions/elus.ts';
import { diffDefinitions } from '../../../surveys/diff.ts';
import { type Draft, draftOf, everyDraftQuestion, readDraft } from '../../../surveys/edit/draft.ts';
import { applyOperation, type Operation } from '../../../surveys/edit/operations.ts';
import { checkDraft } from '../../../surveys/edit/problems.ts';
import { drawn } from '../../../surveys/expressions/random.ts';
import { questionTypes } from '../../../surveys/question-types/list.ts';
import { everyType } from '../../fixtures/every-type.ts';

/** A careless author: any act, on anything, sometimes on nothing. */
function anyOperation(draft: Draft, seed: number, step: number): Operation {
  let draws = 0;
  const pick = <Value>(values: readonly Value[]): Value => {
    draws += 1;
    const value = values[Math.floor(drawn(seed, `${step}/${draws}`) * values.length)];
    if (value === undefined) throw new Error('nothing to pick');
    return value;
  };
  const question = pick(['nobody', ...everyDraftQuestion(draft).map(({ id }) => id)]);
  const section = pick(['nowhere', ...draft.sections.map(({ id }) => id)]);
  const repeats = everyDraftQuestion(draft)
    .filter(({ questions }) => questions)
    .map(({ id }) => id);
  const into = pick([section, ...repeats]);
  const type = pick(questionTypes.map((each) => each.type));
  const index = pick([-3, 0, 1, 2, 1000]);
  return pick<Operation>([
    { act: 'add-section', title: 'Encore', after: section },
    { act: 'move-section', section, index },
    { act: 'duplicate-section', section },
    { act: 'remove-section', section },
    { act: 'add-question', into, type, label: 'Et ensuite ?', index },
    {
      act: 'change-question',
      question,
      changes: { condition: pick(['((', '1 = 1']), max: pick(['x', 3]) },
    },
    { act: 'change-type', question, type },
    { act: 'rename-question', question, to: pick(['visit', 'renamed', 'renamed-too']) },
    { act: 'move-question', question, into, index },
    { act: 'duplicate-question', question },
    { act: 'remove-question', question },
    { act: 'group-questions', section, label: 'Ensemble', questions: [question] },
    { act: 'ungroup', section, group: 'ensemble' },
  ]);
}

describe.each([1, 2, 3, 4, 5, 6])('whatever an author does (seed %i)', (seed) => {
  test('every question keeps a name of its own, nothing throws, and the store gives back what it was given', () => {
    let draft = draftOf(seed % 2 === 0 ? elus : everyType);
    for (let step = 0; step < 60; step += 1) {
      const before = JSON.stringify(draft);
      const operation = anyOperation(draft, seed, step);
      const outcome = applyOperation(draft, operation);
      expect(JSON.stringify(draft)).toBe(before);
      if ('refused' in outcome) continue;
      const ids = everyDraftQuestion(outcome.draft).map(({ id }) => id);
      expect([operation, new Set(ids).size]).toEqual([operation, ids.length]);
      expect(outcome.draft.sections.length).toBeGreaterThan(0);
      expect(readDraft(JSON.parse(JSON.stringify(outcome.draft)))).toEqual(
        JSON.parse(JSON.stringify(outcome.draft)),
      );
      expect(diffDefinitions({ draft: outcome.draft }, { draft: outcome.draft })).toEqual([]);
      checkDraft(outcome.draft);
      draft = outcome.draft;
    }
  });
});
