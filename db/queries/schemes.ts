import { eq } from 'drizzle-orm';
import { newId } from '../ids.ts';
import { type Store, write } from '../open.ts';
import { schemes } from '../schema/missions.ts';
import { recordEvent } from './events.ts';

export type Scheme = typeof schemes.$inferSelect;
export type NewScheme = Omit<Scheme, 'id'> & { readonly id?: string };

export async function insertScheme(store: Store, scheme: NewScheme, addedBy: string | null) {
  return write(store, (transaction) => {
    const id = scheme.id ?? newId();
    transaction
      .insert(schemes)
      .values({ ...scheme, id })
      .run();
    recordEvent(transaction, {
      missionId: scheme.missionId,
      accountId: addedBy,
      action: 'scheme.create',
      subjectKind: 'scheme',
      subjectId: id,
    });
    return id;
  });
}

export async function listSchemes(store: Store, missionId: string): Promise<Scheme[]> {
  return store.database
    .select()
    .from(schemes)
    .where(eq(schemes.missionId, missionId))
    .orderBy(schemes.scale, schemes.name, schemes.id)
    .all();
}
