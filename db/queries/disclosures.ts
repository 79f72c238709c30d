import { type Store, write } from '../open.ts';
import { settings } from '../schema/house.ts';
import { recordEvent } from './events.ts';
import { findSetting } from './settings.ts';

const keyOf = (missionId: string) => `smallest-published ${missionId}`;

/** Counts under this are not published outside by the mission; undefined where it never chose. */
export async function findSmallestPublished(
  store: Store,
  missionId: string,
): Promise<number | undefined> {
  const value = await findSetting(store, keyOf(missionId));
  return value === undefined ? undefined : Number(value);
}

/** Sets it for all the surveys of the mission. */
export async function saveSmallestPublished(
  store: Store,
  { missionId, by, smallest }: { missionId: string; by: string; smallest: number },
): Promise<void> {
  const value = String(smallest);
  write(store, (transaction) => {
    transaction
      .insert(settings)
      .values({ key: keyOf(missionId), value })
      .onConflictDoUpdate({ target: settings.key, set: { value } })
      .run();
    recordEvent(transaction, {
      missionId,
      accountId: by,
      action: 'mission.threshold',
      subjectKind: 'mission',
      subjectId: missionId,
      detail: { smallest },
    });
  });
}
