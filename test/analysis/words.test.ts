import { describe, expect, test } from 'vitest';
import { type Corpus, PARTS_OF_SPEECH } from '../../analysis/corpus.ts';
import { type Dictionary, EMPTY_DICTIONARY } from '../../analysis/dictionary.ts';
import { diffDictionary, diffWords } from '../../analysis/dictionaryDiff.ts';
import { createLineReader, readWords, tokensOfLine } from '../../analysis/words.ts';

const TEXTS = [
  'Les élus du centre-bourg veulent un chef de projet ; ils l’ont dit au préfet.',
  'LES COMMERCES FERMENT. Plus personne ne vient, euh, au marché.',
  'e\u0301coles ferme\u0301es, \ufb01nances en baisse 😀 – 12 % d’habitants en moins',
  '',
  'Zorglubs et zorglub : les zorglubs reviennent.',
];
const contributions = TEXTS.map((text, index) => ({ id: `c${index}`, text }));
const corpus = readWords(contributions);

/** Each token as « quote → label », expressions once. */
function termsOf({ tokens, terms }: Corpus, contribution: number): string[] {
  const text = TEXTS[contribution] ?? '';
  const found: string[] = [];
  const end = tokens.firstOf[contribution + 1] ?? 0;
  for (let at = tokens.firstOf[contribution] ?? 0; at < end; at += tokens.width[at] || 1) {
    const last = at + (tokens.width[at] ?? 1) - 1;
    found.push(
      `${text.slice(tokens.start[at], tokens.end[last])} → ${terms.label[tokens.term[at] ?? 0]}`,
    );
  }
  return found;
}

describe('A corpus once read', () => {
  test('holds every word in reading order, with the literal quote behind each', () => {
    expect(termsOf(corpus, 0)).toEqual([
      'Les → le',
      'élus → élu',
      'du → de',
      'centre-bourg → centre-bourg',
      'veulent → vouloir',
      'un → un',
      'chef de projet → chef de projet',
      'ils → lui',
      'l’ → lui',
      'ont → avoir',
      'dit → dire',
      'au → à',
      'préfet → préfet',
    ]);
    expect(termsOf(corpus, 2).slice(0, 3)).toEqual([
      'e\u0301coles → école',
      'ferme\u0301es → fermé',
      '\ufb01nances → finance',
    ]);
    expect(termsOf(corpus, 3)).toEqual([]);
  });

  test('has columns of one length, spans in order, and terms that exist', () => {
    const { tokens, terms } = corpus;
    for (const column of [
      tokens.start,
      tokens.end,
      tokens.term,
      tokens.pos,
      tokens.width,
      tokens.breakAfter,
    ]) {
      expect(column.length).toBe(tokens.count);
    }
    expect(tokens.firstOf.length).toBe(TEXTS.length + 1);
    expect(tokens.firstOf.at(-1)).toBe(tokens.count);
    for (let at = 0; at < tokens.count; at++) {
      expect(tokens.end[at]).toBeGreaterThan(tokens.start[at] ?? 0);
      expect(tokens.term[at]).toBeLessThan(terms.count);
    }
    const occurrences = terms.occurrences.reduce((sum, count) => sum + count, 0);
    expect(occurrences).toBe(tokens.width.filter((width) => width > 0).length);
  });

  test('counts words of grammar, numbers and empty verbs as supplementary, the rest as active', () => {
    const active = new Set<string>();
    for (let t = 0; t < corpus.terms.count; t++) {
      if (corpus.terms.isActive[t]) active.add(corpus.terms.label[t] ?? '');
    }
    for (const label of ['élu', 'préfet', 'commerce', 'chef de projet', 'zorglubs']) {
      expect(active.has(label), label).toBe(true);
    }
    for (const label of ['le', 'avoir', 'vouloir', 'plus', '#', 'euh', 'personne']) {
      expect(active.has(label), label).toBe(false);
    }
  });

  test('shows a word that no lexicon knows by its commonest spelling, never by a stem', () => {
    const unknown = PARTS_OF_SPEECH.indexOf('unknown');
    const labels = corpus.terms.label.filter((_, t) => corpus.terms.pos[t] === unknown);
    expect(labels).toEqual(['zorglubs']);
    expect(corpus.terms.occurrences[corpus.terms.label.indexOf('zorglubs')]).toBe(3);
  });

  test('is the same on every reading, byte for byte', () => {
    expect(readWords(contributions)).toEqual(corpus);
  });

  test('has the same vocabulary whatever the order of the contributions', () => {
    expect(readWords([...contributions].reverse()).terms).toEqual(corpus.terms);
  });

  test('says how far the reading is', () => {
    const seen: [number, number][] = [];
    const onProgress = (done: number, total: number) => seen.push([done, total]);
    readWords(contributions, EMPTY_DICTIONARY, { unit: 'segment', segmentWords: 40, onProgress });
    expect(seen.at(-1)).toEqual([5, 5]);
  });

  test('may be empty', () => {
    const empty = readWords([]);
    expect([empty.tokens.count, empty.terms.count, empty.segments.count]).toEqual([0, 0, 0]);
  });
});

describe('Words of a line', () => {
  test('carry offsets, form, lemma and part of speech', () => {
    expect(tokensOfLine('L’eau, c’est cher.')).toEqual([
      { start: 0, end: 2, form: "L'", lemma: 'le', pos: 'tool' },
      { start: 2, end: 5, form: 'eau', lemma: 'eau', pos: 'noun' },
      { start: 7, end: 9, form: "c'", lemma: 'ce', pos: 'tool' },
      { start: 9, end: 12, form: 'est', lemma: 'être', pos: 'auxiliary' },
      { start: 13, end: 17, form: 'cher', lemma: 'cher', pos: 'adjective' },
    ]);
  });

  test('do not depend on the lines read before', () => {
    const reader = createLineReader();
    for (const text of TEXTS) expect(tokensOfLine(text, reader)).toEqual(tokensOfLine(text));
  });
});

describe('A mission’s dictionary', () => {
  const own: Dictionary = {
    expressions: ['plus personne'],
    removedExpressions: ['chef de projet'],
    lemmas: { zorglubs: 'habitant', zorglub: 'habitant' },
    ignored: ['Préfet'],
    kept: ['vouloir'],
  };

  test('changes what counts, and what it changed can be read', () => {
    const changes = diffDictionary(contributions, EMPTY_DICTIONARY, own).map(
      ({ before, after, words, examples }) =>
        `${words} × « ${examples[0]?.quote} »: ${before.form} → ${after.form}${
          before.isActive === after.isActive ? '' : after.isActive ? ' (active)' : ' (set aside)'
        }`,
    );
    expect(changes).toEqual([
      '3 × « Zorglubs »: zorglubs → habitant',
      '1 × « chef »: chef de projet → chef',
      '1 × « de »: chef de projet → de (set aside)',
      '1 × « projet »: chef de projet → projet',
      '1 × « personne »: personne → plus personne (active)',
      '1 × « Plus »: plus → plus personne (active)',
      '1 × « préfet »: préfet → préfet (set aside)',
      '1 × « veulent »: vouloir → vouloir (active)',
    ]);
  });

  test('that says the same changes nothing', () => {
    expect(diffDictionary(contributions, own, own)).toEqual([]);
  });

  test('leaves segments where they were', () => {
    const before = readWords(contributions).segments;
    const after = readWords(contributions, own).segments;
    expect([...after.start, ...after.end]).toEqual([...before.start, ...before.end]);
  });

  test('cannot be compared across two different corpora', () => {
    const other = readWords([{ id: 'a', text: 'un mot' }]);
    expect(() => diffWords(corpus, other)).toThrow('the same contributions');
  });
});
