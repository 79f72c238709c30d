import { describe, expect, it } from 'vitest';
import { EMPTY_DICTIONARY } from '../../../analysis/dictionary.ts';
import { type ConcordanceQuery, findConcordance } from '../../../analysis/steps/concordance.ts';
import { readWords } from '../../../analysis/words.ts';

const TEXTS = [
  'Le médecin part en juin. Les médecins manquent partout, dit-on.',
  'Notre médecin généraliste reste ; le chef de projet l’aide, un chef aussi.',
  'Ici, la halle se vide. Un vieux Médecin soigne encore le canton.',
];

const corpus = readWords(TEXTS.map((text, at) => ({ id: `c${at}`, text })));

const ask = (words: string, options: Partial<ConcordanceQuery> = {}) =>
  findConcordance(corpus, {
    words,
    match: 'lemma',
    sort: 'source',
    offset: 0,
    limit: 50,
    ...options,
  });

const keywords = (found: ReturnType<typeof ask>) => found.lines.map(({ keyword }) => keyword);

describe('keyword in context', () => {
  it('finds every form of a lemma, and says how each is written', () => {
    const found = ask('médecins');
    expect(found.total).toBe(4);
    expect(keywords(found)).toEqual(['médecin', 'médecins', 'médecin', 'Médecin']);
    expect(found.forms).toEqual([
      { form: 'médecin', count: 3 },
      { form: 'médecins', count: 1 },
    ]);
  });

  it('to the letter, finds what is written so, capitals aside', () => {
    expect(keywords(ask('MÉDECIN', { match: 'form' }))).toEqual(['médecin', 'médecin', 'Médecin']);
    expect(keywords(ask('médecins', { match: 'form' }))).toEqual(['médecins']);
  });

  it('a word typed without its accents is found by its lemma', () => {
    expect(ask('medecin').total).toBe(4);
  });

  it('left, keyword and right are a stretch of the text, untouched', () => {
    for (const words of ['médecin', 'chef', 'halle', 'un'])
      for (const line of ask(words).lines) {
        const text = TEXTS[line.contribution] ?? '';
        expect(text.slice(line.start, line.end)).toBe(line.keyword);
        expect(text.slice(line.start - line.left.length, line.end + line.right.length)).toBe(
          line.left + line.keyword + line.right,
        );
        expect(line.segment.start).toBeLessThanOrEqual(line.start);
        expect(line.segment.end).toBeGreaterThanOrEqual(line.end);
      }
    const [first] = ask('médecin').lines;
    expect([first?.left, first?.right]).toEqual([
      'Le ',
      ' part en juin. Les médecins manquent partout, dit-on.',
    ]);
  });

  it('sorts by the word after: généraliste, manquent, part, soigne', () => {
    expect(
      ask('médecin', { sort: 'right' }).lines.map(({ right }) => right.split(/\s/)[1]),
    ).toEqual(['généraliste', 'manquent', 'part', 'soigne']);
  });

  it('sorts by the word before: le, les, notre, vieux', () => {
    expect(
      ask('médecin', { sort: 'left' }).lines.map(({ left }) => left.trim().split(/\s/).at(-1)),
    ).toEqual(['Le', 'Les', 'Notre', 'vieux']);
  });

  it('several words are found in a row, and an expression as a whole', () => {
    expect(keywords(ask('le médecin', { match: 'form' }))).toEqual(['Le médecin']);
    expect(keywords(ask('chefs de projet'))).toEqual(['chef de projet']);
  });

  it('a word is found inside an expression too', () => {
    expect(ask('chef').lines.map(({ right }) => right.trim().split(' ')[0])).toEqual([
      'de',
      'aussi.',
    ]);
  });

  it('gives the lines asked for, and counts them all', () => {
    const page = ask('médecin', { offset: 1, limit: 2 });
    expect([page.total, keywords(page)]).toEqual([4, ['médecins', 'médecin']]);
    expect(ask('médecin', { offset: 99 }).lines).toEqual([]);
  });

  it.each(['', '   ', '…', '((', 'zythum'])('finds nothing for « %s »', (words) => {
    expect(ask(words)).toEqual({ total: 0, lines: [], forms: [] });
  });

  it('context stops at a word, ninety signs away at most, and never leaves the contribution', () => {
    const long = `${'avant '.repeat(40)}clocher ${'après '.repeat(40)}`;
    const read = readWords([
      { id: 'a', text: 'un autre texte' },
      { id: 'b', text: long },
    ]);
    const { lines } = findConcordance(
      read,
      { words: 'clocher', match: 'lemma', sort: 'right', offset: 0, limit: 5 },
      EMPTY_DICTIONARY,
    );
    expect(lines[0]?.left).toBe('avant '.repeat(15));
    expect(lines[0]?.right).toBe(` ${'après '.repeat(14)}après`);
  });

  it('lines that are alike keep the order of the corpus', () => {
    const twice = readWords(['x', 'y'].map((id) => ({ id, text: 'la halle du marché' })));
    for (const sort of ['left', 'right', 'source'] as const)
      expect(
        findConcordance(twice, {
          words: 'halle',
          match: 'form',
          sort,
          offset: 0,
          limit: 9,
        }).lines.map(({ contribution }) => contribution),
      ).toEqual([0, 1]);
  });
});
