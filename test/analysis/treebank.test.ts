import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createLineReader, tokensOfLine } from '../../analysis/words.ts';
import { MEASURED, readTreebank } from './support/treebank.ts';

const FOLDER = join(import.meta.dirname, '../../../shared/reference/ud-french');
const isHere = existsSync(FOLDER);

/** Shares of annotated words found with their exact span, and with their lemma. */
function score(name: string): { span: number; lemma: number } {
  const reader = createLineReader();
  let gold = 0;
  let spans = 0;
  let lemmas = 0;
  for (const { text, words } of readTreebank(join(FOLDER, `${name}-dev.conllu`))) {
    const found = new Map(
      tokensOfLine(text, reader).map((token) => [`${token.start}-${token.end}`, token]),
    );
    for (const { start, end, lemma, upos } of words) {
      if (!MEASURED.has(upos)) continue;
      gold++;
      const own = found.get(`${start}-${end}`);
      if (own) spans++;
      if (own?.lemma.toLowerCase() === lemma.toLowerCase()) lemmas++;
    }
  }
  return { span: spans / gold, lemma: lemmas / gold };
}

describe.skipIf(!isHere)('Words that people annotated (skipped where ../shared is absent)', () => {
  // What was reached is 99.9 % and 97.8 %, 99.9 % and 98.8 %; a point below is a fault.
  test('in written French are found with their span and their lemma', () => {
    const { span, lemma } = score('sequoia');
    expect(span).toBeGreaterThan(0.995);
    expect(lemma).toBeGreaterThan(0.965);
  });

  test('in spoken French too', () => {
    const { span, lemma } = score('rhapsodie');
    expect(span).toBeGreaterThan(0.995);
    expect(lemma).toBeGreaterThan(0.975);
  });
});
