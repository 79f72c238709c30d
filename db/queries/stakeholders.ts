import { and, eq } from 'drizzle-orm';
import { newId } from '../ids.ts';
import { type Store, type Transaction, write } from '../open.ts';
import { identities, type STAKEHOLDER_CATEGORIES, stakeholders } from '../schema/missions.ts';
import { recordEvent } from './events.ts';

export type Stakeholder = typeof stakeholders.$inferSelect;
export type StakeholderCategory = (typeof STAKEHOLDER_CATEGORIES)[number];

export type NewStakeholder = Omit<Stakeholder, 'id' | 'createdAt'> & {
  readonly id?: string;
  readonly name: string | null;
  readonly email?: string | null;
};

/** Adds a person who speaks; the name goes to `identities`, apart. */
export function addStakeholder(
  transaction: Transaction,
  stakeholder: NewStakeholder,
  addedBy: string | null,
): string {
  const id = stakeholder.id ?? newId();
  const { name, email = null, ...row } = stakeholder;
  transaction
    .insert(stakeholders)
    .values({ ...row, id, createdAt: Date.now() })
    .run();
  if (name !== null || email !== null)
    transaction
      .insert(identities)
      .values({ stakeholderId: id, name: name ?? '', email, phone: null })
      .run();
  recordEvent(transaction, {
    missionId: stakeholder.missionId,
    accountId: addedBy,
    action: 'stakeholder.create',
    subjectKind: 'stakeholder',
    subjectId: id,
  });
  return id;
}

/** Adds a person; the same id in the same mission again, as when a form is sent twice, adds nobody. */
export async function insertStakeholder(
  store: Store,
  stakeholder: NewStakeholder,
  addedBy: string | null,
): Promise<string> {
  return write(store, (transaction) => {
    const held = stakeholder.id === undefined ? undefined : missionOf(transaction, stakeholder.id);
    if (held === undefined) return addStakeholder(transaction, stakeholder, addedBy);
    if (held === stakeholder.missionId && stakeholder.id !== undefined) return stakeholder.id;
    return addStakeholder(transaction, { ...stakeholder, id: newId() }, addedBy);
  });
}

function missionOf(transaction: Transaction, id: string): string | undefined {
  return transaction
    .select({ missionId: stakeholders.missionId })
    .from(stakeholders)
    .where(eq(stakeholders.id, id))
    .get()?.missionId;
}

/** Those who speak in a mission, with their names: for staff of the mission only. */
export async function listStakeholders(store: Store, missionId: string) {
  return store.database
    .select()
    .from(stakeholders)
    .leftJoin(identities, eq(identities.stakeholderId, stakeholders.id))
    .where(eq(stakeholders.missionId, missionId))
    .orderBy(stakeholders.organisation, stakeholders.function, stakeholders.id)
    .all()
    .map(withName);
}

export async function findStakeholder(store: Store, missionId: string, id: string) {
  const row = store.database
    .select()
    .from(stakeholders)
    .leftJoin(identities, eq(identities.stakeholderId, stakeholders.id))
    .where(and(eq(stakeholders.missionId, missionId), eq(stakeholders.id, id)))
    .get();
  return row && withName(row);
}

const withName = (row: {
  stakeholders: Stakeholder;
  identities: typeof identities.$inferSelect | null;
}) => ({ ...row.stakeholders, name: row.identities?.name || null });
