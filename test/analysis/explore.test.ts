import { describe, expect, it } from 'vitest';
import { EMPTY_DICTIONARY } from '../../analysis/dictionary.ts';
import {
  answer,
  type ExplorationInput,
  linkForms,
  mapThemes,
  openExploration,
  type Question,
  readInContext,
  writeCloud,
} from '../../analysis/explore.ts';

/** Three subjects, each in its own words, said four times; the people of Vitry speak of doctors alone. */
const SUBJECTS = [
  'Le médecin part et le cabinet ferme.',
  'La halle se vide et le marché décline.',
  'Le train passe et la gare rouvre.',
];

function inputOf(repeats: number): ExplorationInput {
  const said = Array.from({ length: repeats * SUBJECTS.length }, (_, at) => {
    const theme = at % SUBJECTS.length;
    return { id: `c${String(at).padStart(3, '0')}`, text: SUBJECTS[theme] ?? '', theme };
  });
  return {
    contributions: said.map(({ id, text, theme }) => ({
      id,
      text,
      metadata: { place: theme === 0 ? 'Vitry' : 'ailleurs' },
    })),
    spans: said.map(({ id, text, theme }) => ({
      contribution: id,
      start: 0,
      end: text.length,
      theme: theme + 1,
    })),
    themes: SUBJECTS.length,
    dictionary: EMPTY_DICTIONARY,
    segmentWords: 40,
  };
}

const exploration = openExploration(inputOf(6));

describe('the map of themes and forms', () => {
  const map = mapThemes(exploration);

  it('three themes that share no word oppose each other on two axes of inertia 1: χ²/N is 2', () => {
    expect(map?.inertias.map((inertia) => Number(inertia.toFixed(9)))).toEqual([1, 1]);
    expect(map?.total).toBeCloseTo(2, 9);
    expect(map?.themes.map(({ theme, count }) => [theme, count])).toEqual([
      [1, 6],
      [2, 6],
      [3, 6],
    ]);
  });

  it('a form that one theme alone holds stands exactly where the theme is, in its colour', () => {
    const doctor = map?.forms.find(({ label }) => label === 'médecin');
    const [first] = map?.themes ?? [];
    expect(doctor?.theme).toBe(1);
    expect([doctor?.x, doctor?.y]).toEqual([
      expect.closeTo(first?.x ?? Number.NaN, 9),
      expect.closeTo(first?.y ?? Number.NaN, 9),
    ]);
    expect(doctor?.count).toBe(6);
    expect(doctor?.quality).toBeCloseTo(1, 9);
  });

  it('people stand where the words they say are, without any weight', () => {
    const vitry = map?.variables.find(({ label }) => label === 'Vitry');
    expect([vitry?.variable, vitry?.count, vitry?.contributions]).toEqual(['place', 6, [0, 0]]);
    expect(vitry?.x).toBeCloseTo(map?.themes[0]?.x ?? Number.NaN, 9);
  });

  it('fewer than three themes have no plane', () => {
    const input = inputOf(6);
    const spans = input.spans.filter(({ theme }) => theme < 3);
    expect(mapThemes(openExploration({ ...input, spans, themes: 2 }))).toBeNull();
    expect(mapThemes(openExploration({ ...input, spans: [], themes: 0 }))).toBeNull();
  });
});

describe('the graph of forms', () => {
  it('words of one subject go together, and each subject is a community', () => {
    const { nodes, tree } = linkForms(exploration, null, 'jaccard');
    const communityOf = (form: string) => nodes.find((node) => node.form === form)?.community;
    expect(communityOf('médecin')).toBe(communityOf('cabinet'));
    expect(communityOf('halle')).toBe(communityOf('marché'));
    expect(new Set(nodes.map(({ community }) => community)).size).toBe(3);
    // Three trees: as many links as forms, less one a tree.
    expect(tree).toHaveLength(nodes.length - 3);
    expect(tree.every(({ jaccard, together }) => jaccard === 1 && together === 6)).toBe(true);
  });

  it('of one theme, holds its forms alone', () => {
    const { nodes } = linkForms(exploration, 2, 'count');
    const forms = nodes.map(({ form }) => form);
    expect(forms).toContain('halle');
    expect(forms).not.toContain('médecin');
  });
});

describe('a cloud of words', () => {
  it('of the whole corpus, counts each word wherever it was said', () => {
    const words = writeCloud(exploration, null);
    expect(words.map(({ form }) => form)).toEqual(
      expect.arrayContaining(['médecin', 'halle', 'gare']),
    );
    expect(words.every(({ occurrences }) => occurrences === 6)).toBe(true);
  });

  it('of a theme, holds its own words, by how many times it says them', () => {
    const input = inputOf(6);
    // One segment of the first theme says « halle » once: six times fewer than the second theme does.
    const contributions = input.contributions.map((one, at) =>
      at === 0 ? { ...one, text: 'Le médecin, le médecin de la halle.' } : one,
    );
    const words = writeCloud(openExploration({ ...input, contributions }), 1);
    const times = (form: string) => words.find((word) => word.form === form)?.occurrences;
    expect([times('médecin'), times('cabinet'), times('halle'), times('gare')]).toEqual([
      7,
      5,
      undefined,
      undefined,
    ]);
  });

  it('of a theme that does not exist, is empty', () => {
    expect(writeCloud(exploration, 9)).toEqual([]);
  });
});

describe('a concordance of a run', () => {
  it('says which theme holds each line, and none where the run left it out', () => {
    const input = inputOf(1);
    const open = openExploration({ ...input, spans: input.spans.slice(0, 2) });
    const query = { match: 'lemma', sort: 'source', offset: 0, limit: 9 } as const;
    const themeOf = (words: string) => readInContext(open, { ...query, words }).lines[0]?.theme;
    expect([themeOf('médecin'), themeOf('halle'), themeOf('gare')]).toEqual([1, 2, null]);
  });
});

it('the order of contributions changes neither the map, nor the graph, nor a cloud', () => {
  const input = inputOf(6);
  const reversed = openExploration({
    ...input,
    contributions: input.contributions.toReversed(),
    spans: input.spans.toReversed(),
  });
  const questions: readonly Question[] = [
    { kind: 'map' },
    { kind: 'cloud', theme: null },
    { kind: 'cloud', theme: 2 },
    { kind: 'graph', theme: null, measure: 'jaccard' },
  ];
  for (const question of questions)
    expect(answer(reversed, question)).toEqual(answer(exploration, question));
});

it('spans of contributions that are gone are passed over', () => {
  const input = inputOf(6);
  const fewer = openExploration({ ...input, contributions: input.contributions.slice(3) });
  expect(fewer.spans).toHaveLength(15);
  expect(mapThemes(fewer)?.themes.map(({ count }) => count)).toEqual([5, 5, 5]);
});
