import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeStore, openStore, type Store } from '../../db/open.ts';
import { recordEvent } from '../../db/queries/events.ts';
import { writeTogether } from '../../db/write-together.ts';

describe('writes that arrive together', () => {
  let store: Store;
  beforeEach(() => {
    store = openStore(':memory:');
  });
  afterEach(() => closeStore(store));

  const say = (action: string) =>
    writeTogether(store, (transaction) => {
      recordEvent(transaction, { action, subjectKind: 'essai', subjectId: action });
      if (action === 'faux') throw new Error('refused');
      return action.toUpperCase();
    });

  const written = () =>
    store.sqlite
      .prepare<[], { action: string }>('SELECT action FROM events ORDER BY id')
      .all()
      .map(({ action }) => action);

  it('are all written, in their order, and each gets what its own work returned', async () => {
    const actions = Array.from({ length: 150 }, (_, index) => `a${index}`);
    const returned = await Promise.all(actions.map(say));
    expect(returned).toEqual(actions.map((action) => action.toUpperCase()));
    expect(written()).toEqual(actions);
  });

  it('fail alone: one that throws is undone, and its neighbours are kept', async () => {
    const outcomes = await Promise.allSettled([say('un'), say('faux'), say('deux')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(written()).toEqual(['un', 'deux']);
  });

  it('are all refused, and nothing kept, when the disk is full', async () => {
    await say('avant');
    const [{ page_count: pages } = { page_count: 0 }] = store.sqlite.pragma('page_count') as {
      page_count: number;
    }[];
    store.sqlite.pragma(`max_page_count = ${pages}`);
    const long = 'x'.repeat(200_000);
    const outcomes = await Promise.allSettled([say(long), say(`${long}y`)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(written()).toEqual(['avant']);
    expect(store.sqlite.inTransaction).toBe(false);
  });

  it('never say kept what a full disk refused, nor refused what it kept', async () => {
    await say('avant');
    const [{ page_count: pages } = { page_count: 0 }] = store.sqlite.pragma('page_count') as {
      page_count: number;
    }[];
    store.sqlite.pragma(`max_page_count = ${pages}`);
    // The engine undoes the statement alone or the whole transaction, as it needs: what is said must follow.
    const asked = ['x'.repeat(200_000), 'apres'];
    const outcomes = await Promise.allSettled(asked.map(say));
    const kept = asked.filter((_, index) => outcomes[index]?.status === 'fulfilled');
    expect(written()).toEqual(['avant', ...kept]);
    expect(outcomes[0]?.status).toBe('rejected');
  });
});
