import { afterEach, describe, expect, it } from 'vitest';
import { EMPTY_DICTIONARY } from '../../../analysis/dictionary.ts';
import { createExplorer, type Explored, type Explorer } from '../../../server/jobs/explore.ts';

const TEXTS = ['Le médecin part.', 'La halle se vide.', 'Le médecin revient.'];

/** Brought in parts of one, in no order; `reads` counts how many times it was brought. */
function exploredOf(key: string, texts: readonly string[] = TEXTS) {
  const counted = { reads: 0 };
  const explored: Explored = {
    key,
    settings: { themes: 1, dictionary: EMPTY_DICTIONARY, segmentWords: 40 },
    *contributions() {
      counted.reads++;
      for (const [at, text] of [...texts.entries()].reverse())
        yield [{ id: `c${at}`, text, place: `interview ${at}` }];
    },
    *spans() {
      yield texts.map((text, at) => ({
        contribution: `c${at}`,
        start: 0,
        end: text.length,
        theme: 1,
      }));
    },
  };
  return { explored, counted };
}

const concordance = (words: string) =>
  ({
    kind: 'concordance',
    query: { words, match: 'lemma', sort: 'source', offset: 0, limit: 10 },
  }) as const;

describe('a run explored in its own thread', () => {
  let explorer: Explorer;
  afterEach(() => explorer.close());

  it('reads the corpus once, in the order of its sources, for as many questions as are asked', async () => {
    explorer = createExplorer();
    const { explored, counted } = exploredOf('one');
    const [doctors, halls] = await Promise.all([
      explorer.ask(explored, concordance('médecin')),
      explorer.ask(explored, concordance('halle')),
    ]);
    expect(doctors.concordance.lines.map(({ contribution }) => contribution)).toEqual(['c0', 'c2']);
    expect(halls.concordance.total).toBe(1);
    expect(counted.reads).toBe(1);
  });

  it('another key is another corpus, and the first one is read again when asked for something else', async () => {
    explorer = createExplorer();
    const [first, second] = [exploredOf('one'), exploredOf('two', ['La halle.'])];
    const count = async ({ explored }: typeof first, words: string) =>
      (await explorer.ask(explored, concordance(words))).concordance.total;
    expect(await count(first, 'médecin')).toBe(2);
    expect(await count(second, 'médecin')).toBe(0);
    expect(await count(first, 'halle')).toBe(1);
    expect(await count(first, 'médecin')).toBe(2); // known already
    expect([first.counted.reads, second.counted.reads]).toEqual([2, 1]);
  });

  it('what fails is told to whoever asked, and the next question is answered', async () => {
    explorer = createExplorer();
    const { explored } = exploredOf('one');
    const broken: Explored = {
      ...explored,
      key: 'broken',
      contributions: () => {
        throw new Error('la base est fermée');
      },
    };
    await expect(explorer.ask(broken, concordance('halle'))).rejects.toThrow('la base est fermée');
    expect((await explorer.ask(explored, concordance('halle'))).concordance.total).toBe(1);
  });

  it('a question that takes too long is given up', async () => {
    explorer = createExplorer({ idleMs: 1000, answerMs: 0 });
    await expect(
      explorer.ask(exploredOf('one').explored, concordance('halle')),
    ).rejects.toMatchObject({ status: 503 });
  });

  it('a thread that nobody asks anything ends, and another begins with the next question', async () => {
    explorer = createExplorer({ idleMs: 1, answerMs: 60_000 });
    const { explored, counted } = exploredOf('one');
    await explorer.ask(explored, concordance('halle'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await explorer.ask(explored, concordance('médecin'));
    expect(counted.reads).toBe(2);
  });
});
