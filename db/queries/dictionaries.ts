import { desc, eq } from 'drizzle-orm';
import type { Dictionary } from '../../analysis/dictionary.ts';
import { newId } from '../ids.ts';
import { type Store, write } from '../open.ts';
import { accounts } from '../schema/accounts.ts';
import { dictionaries } from '../schema/analysis.ts';
import { recordEvent } from './events.ts';
import type { Reader } from './finding-statuses.ts';

/** The mission's own words, as they stand; undefined where nobody wrote any. */
export async function findDictionary(store: Store, missionId: string) {
  return selectDictionaries(store.database, missionId).at(0);
}

/** Every version, the one in force first. */
export async function listDictionaries(store: Store, missionId: string) {
  return selectDictionaries(store.database, missionId);
}

function selectDictionaries(reader: Reader, missionId: string) {
  return reader
    .select({
      version: dictionaries.version,
      words: dictionaries.words,
      savedBy: accounts.name,
      at: dictionaries.at,
    })
    .from(dictionaries)
    .leftJoin(accounts, eq(accounts.id, dictionaries.savedBy))
    .where(eq(dictionaries.missionId, missionId))
    .orderBy(desc(dictionaries.version))
    .all();
}

export interface NewDictionary {
  readonly missionId: string;
  /** The version that was being edited; 0: there was none. */
  readonly version: number;
  readonly words: Dictionary;
  readonly savedBy: string;
}

/** Saves words as the next version. « conflict », with nothing written: someone saved others since. */
export async function insertDictionary(
  store: Store,
  { missionId, version, words, savedBy }: NewDictionary,
): Promise<'saved' | 'unchanged' | 'conflict'> {
  return write(store, (transaction) => {
    const held = selectDictionaries(transaction, missionId).at(0);
    if (JSON.stringify(held?.words) === JSON.stringify(words)) return 'unchanged';
    if ((held?.version ?? 0) !== version) return 'conflict';
    const id = newId();
    transaction
      .insert(dictionaries)
      .values({ id, missionId, version: version + 1, words, savedBy, at: Date.now() })
      .run();
    recordEvent(transaction, {
      missionId,
      accountId: savedBy,
      action: 'dictionary.save',
      subjectKind: 'dictionary',
      subjectId: id,
      detail: { version: version + 1 },
    });
    return 'saved';
  });
}
