import { eq } from 'drizzle-orm';
import { type Store, write } from '../open.ts';
import { settings } from '../schema/house.ts';

export async function findSetting(store: Store, key: string): Promise<string | undefined> {
  return store.database.select().from(settings).where(eq(settings.key, key)).get()?.value;
}

export async function saveSetting(store: Store, key: string, value: string) {
  write(store, (transaction) => {
    transaction
      .insert(settings)
      .values({ key, value })
      .onConflictDoUpdate({ target: settings.key, set: { value } })
      .run();
  });
}
