import { describe, expect, it } from 'vitest';
import { gatherUnits } from '../../../analysis/steps/matrix.ts';
import { proposeName } from '../../../analysis/steps/name.ts';
import { findPhrases } from '../../../analysis/steps/phrases.ts';
import { readWords } from '../../../analysis/words.ts';

const corpus = readWords([
  {
    id: 'a',
    text: 'Logiciel, logiciel libre, fil, fils, système, halle, commune, la direction départementale des territoires, vider',
  },
]);
const { terms } = corpus;
const termOf = (label: string) => terms.label.indexOf(label);
const form = (label: string, chi2: number) => ({ term: termOf(label), chi2 });
const phrase = (words: string, chi2: number, ...labels: string[]) => ({
  phrase: words,
  chi2,
  count: 3,
  terms: labels.map(termOf),
});

describe('the name proposed for a theme', () => {
  it('is its three strongest nouns; verbs name nothing while there are nouns', () => {
    const forms = [form('vider', 90), form('halle', 50), form('commune', 40), form('système', 30)];
    expect(proposeName(corpus, forms, [])).toBe('Halle, commune, système');
    expect(proposeName(corpus, [form('vider', 90)], [])).toBe('Vider');
    expect(proposeName(corpus, [], [])).toBe('');
  });

  it('says a phrase where a noun mostly stands in it, and the noun alone otherwise', () => {
    const forms = [form('halle', 50)];
    expect(proposeName(corpus, forms, [phrase("halle d'été", 20, 'halle')])).toBe('Halle d’été');
    expect(proposeName(corpus, forms, [phrase('halle vide', 19, 'halle')])).toBe('Halle');
  });

  it('says nothing twice: neither a plural nor a word already in a phrase', () => {
    const forms = [form('fil', 60), form('fils', 50), form('halle', 40)];
    expect(proposeName(corpus, forms, [])).toBe('Fil, halle');
    expect(proposeName(corpus, [form('logiciel libre', 60), form('logiciel', 50)], [])).toBe(
      'Logiciel libre',
    );
  });

  it('prefers the more precise of two that say the same, unless it is much weaker', () => {
    const named = (chi2: number) =>
      proposeName(corpus, [form('logiciel', 60), form('logiciel libre', chi2)], []);
    expect(named(30)).toBe('Logiciel libre');
    expect(named(29)).toBe('Logiciel');
  });

  it('leaves aside what would fill a title by itself', () => {
    const long = 'direction départementale des territoires et de la mer';
    const forms = [form('halle', 50), form('commune', 40), form('système', 30)];
    expect(proposeName(corpus, forms, [phrase(long, 40, 'commune')])).toBe('Halle, système');
  });
});

describe('the writing of a phrase', () => {
  const written = (...texts: string[]) => {
    const read = readWords(texts.map((text, at) => ({ id: `c${at}`, text })));
    const units = gatherUnits(read, 'contribution');
    const group = Int32Array.from(texts, (_, at) => (at % 2) + 1);
    return findPhrases(read, units, group, 2, 5)
      .flat()
      .map(({ phrase: words }) => words);
  };
  /** Said by every other person, so that one class holds it. */
  const said = (text: string, times: number) =>
    Array.from({ length: 2 * times }, (_, at) => (at % 2 === 0 ? text : 'Il pleut.'));

  it('keeps the capitals of acronyms, and none that only begins a sentence', () => {
    expect(written(...said("L'aide de l'Anah suffit.", 4))).toEqual(["aide de l'Anah"]);
    expect(written(...said('Vitrines vides partout.', 4))).toEqual(['vitrines vides']);
  });

  it('keeps a capital that always stands', () => {
    expect(written(...said("C'est l'Union européenne.", 5))).toEqual(['Union européenne']);
    expect(written(...said("C'est l'Union européenne.", 4))).toEqual(['union européenne']);
  });
});
