import { expect, test } from 'vitest';
import { type Revision, travelOf } from '../../../surveys/edit/history.ts';

/** « e2 »: an edit whose content is its own number; « u1 »: an undoing that went back to 1. */
const history = (...steps: string[]): Revision[] =>
  steps.map((step, index) => ({
    number: index + 1,
    kind: { s: 'start', e: 'edit', u: 'undo', r: 'redo', a: 'abandon' }[
      step[0] ?? 's'
    ] as Revision['kind'],
    content: Number(step.slice(1)),
  }));

test.each([
  [[], 0, null, null],
  [['s1'], 0, null, null],
  [['s1', 'e2', 'e3'], 0, 2, null],
  [['s1', 'e2', 'e3', 'u2'], 0, 1, 3],
  [['s1', 'e2', 'e3', 'u2', 'u1'], 0, null, 2],
  [['s1', 'e2', 'e3', 'u2', 'u1', 'r2'], 0, 1, 3],
  [['s1', 'e2', 'e3', 'u2', 'e5'], 0, 2, null],
  [['s1', 'e2', 'e3', 'a1'], 0, 3, null],
  [['s1', 'e2', 'e3', 'u2'], 4, null, null],
  [['s1', 'e2', 'e3', 'u2', 'e5'], 4, 2, null],
] as const)('%j, published at %i: back to %s, on to %s', (steps, since, undo, redo) => {
  expect(travelOf(history(...steps), since)).toEqual({ undo, redo });
});
