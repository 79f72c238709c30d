import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../analysis/math/random.ts';
import { type DiffPart, diffWords } from '../../../views/findings/diff.ts';

const without = (parts: readonly DiffPart[], kind: DiffPart['kind']) =>
  parts
    .filter((part) => part.kind !== kind)
    .map(({ text }) => text)
    .join('');

describe('Two versions compared', () => {
  it('show the words that changed, and only them', () => {
    expect(diffWords('faute de bras, surtout', 'faute de temps, surtout')).toEqual([
      { kind: 'same', text: 'faute de ' },
      { kind: 'removed', text: 'bras' },
      { kind: 'added', text: 'temps' },
      { kind: 'same', text: ', surtout' },
    ]);
    expect(diffWords('', 'Grand Est')).toEqual([{ kind: 'added', text: 'Grand Est' }]);
    expect(diffWords('Grand Est', '')).toEqual([{ kind: 'removed', text: 'Grand Est' }]);
    expect(diffWords('le même', 'le même')).toEqual([{ kind: 'same', text: 'le même' }]);
    expect(diffWords('', '')).toEqual([]);
  });

  it('set one phrase against another where nothing but spaces is the same', () => {
    expect(diffWords('il manque de bras ici', 'il faudrait du temps ici')).toEqual([
      { kind: 'same', text: 'il ' },
      { kind: 'removed', text: 'manque de bras' },
      { kind: 'added', text: 'faudrait du temps' },
      { kind: 'same', text: ' ici' },
    ]);
  });

  it('give each version back, letter for letter', () => {
    const random = createRandom(11);
    const words = ['l’élu', 'dit', 'non', ',', '\n\n', 'é', ' ', '👏', 'bourg'];
    const text = () =>
      Array.from(
        { length: Math.floor(random() * 30) },
        () => words[Math.floor(random() * words.length)],
      ).join(' ');
    for (let round = 0; round < 200; round += 1) {
      const [before, after] = [text(), text()];
      const parts = diffWords(before, after);
      expect(without(parts, 'added')).toBe(before);
      expect(without(parts, 'removed')).toBe(after);
    }
  });

  it('stay readable when everything differs in texts as long as the form allows', () => {
    const before = Array.from({ length: 5000 }, (_, i) => `a${i}`).join(' ');
    const after = Array.from({ length: 5000 }, (_, i) => `b${i}`).join(' ');
    const parts = diffWords(before, after);
    expect(without(parts, 'added')).toBe(before);
    expect(without(parts, 'removed')).toBe(after);
  });
});
