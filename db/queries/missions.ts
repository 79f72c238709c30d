import { and, eq } from 'drizzle-orm';
import { newId } from '../ids.ts';
import { type Store, write } from '../open.ts';
import { accounts, type MEMBER_ROLES } from '../schema/accounts.ts';
import { memberships, missions } from '../schema/missions.ts';
import { recordEvent } from './events.ts';

export type Mission = typeof missions.$inferSelect;
export type MemberRole = (typeof MEMBER_ROLES)[number];

export interface NewMission {
  readonly id?: string;
  readonly title: string;
  readonly client: string;
  readonly summary: string;
  readonly regions: readonly string[];
  readonly isDemonstration?: boolean;
  readonly createdBy: string | null;
}

/**
 * Begins a mission; whoever creates it is its first consultant. An id that they began a mission with already,
 * as when a form is sent twice, begins nothing more.
 */
export async function insertMission(store: Store, mission: NewMission): Promise<string> {
  return write(store, (transaction) => {
    const { id: wanted = newId() } = mission;
    const held = transaction.select().from(missions).where(eq(missions.id, wanted)).get();
    if (held && held.createdBy === mission.createdBy) return wanted;
    const id = held ? newId() : wanted;
    const createdAt = Date.now();
    transaction
      .insert(missions)
      .values({ ...mission, id, isDemonstration: mission.isDemonstration ?? false, createdAt })
      .run();
    if (mission.createdBy !== null)
      transaction
        .insert(memberships)
        .values({ missionId: id, accountId: mission.createdBy, role: 'consultant', createdAt })
        .run();
    recordEvent(transaction, {
      missionId: id,
      accountId: mission.createdBy,
      action: 'mission.create',
      subjectKind: 'mission',
      subjectId: id,
    });
    return id;
  });
}

export type MissionDetails = Pick<NewMission, 'title' | 'client' | 'summary' | 'regions'>;

/** Says anew what the mission is about, and the regions that its grids count by. */
export async function updateMission(
  store: Store,
  missionId: string,
  details: MissionDetails,
  updatedBy: string,
): Promise<void> {
  write(store, (transaction) => {
    transaction.update(missions).set(details).where(eq(missions.id, missionId)).run();
    recordEvent(transaction, {
      missionId,
      accountId: updatedBy,
      action: 'mission.update',
      subjectKind: 'mission',
      subjectId: missionId,
    });
  });
}

/** The missions of one account, each with the role held there. */
export async function listMissionsOf(store: Store, accountId: string) {
  return store.database
    .select({ mission: missions, role: memberships.role })
    .from(memberships)
    .innerJoin(missions, eq(missions.id, memberships.missionId))
    .where(eq(memberships.accountId, accountId))
    .orderBy(missions.createdAt, missions.id)
    .all();
}

export async function findMission(store: Store, id: string): Promise<Mission | undefined> {
  return store.database.select().from(missions).where(eq(missions.id, id)).get();
}

/** The mission as this account may see it: undefined for who is no member. */
export async function findMissionOf(store: Store, accountId: string, id: string) {
  return store.database
    .select({ mission: missions, role: memberships.role })
    .from(memberships)
    .innerJoin(missions, eq(missions.id, memberships.missionId))
    .where(and(eq(memberships.accountId, accountId), eq(missions.id, id)))
    .get();
}

export async function listMembers(store: Store, missionId: string) {
  return store.database
    .select({ id: accounts.id, name: accounts.name, email: accounts.email, role: memberships.role })
    .from(memberships)
    .innerJoin(accounts, eq(accounts.id, memberships.accountId))
    .where(eq(memberships.missionId, missionId))
    .orderBy(accounts.name)
    .all();
}

/** Adds a member or changes the role held. */
export async function saveMembership(
  store: Store,
  membership: { missionId: string; accountId: string; role: MemberRole; addedBy: string | null },
) {
  const { missionId, accountId, role, addedBy } = membership;
  write(store, (transaction) => {
    transaction
      .insert(memberships)
      .values({ missionId, accountId, role, createdAt: Date.now() })
      .onConflictDoUpdate({
        target: [memberships.missionId, memberships.accountId],
        set: { role },
      })
      .run();
    recordEvent(transaction, {
      missionId,
      accountId: addedBy,
      action: 'membership.save',
      subjectKind: 'account',
      subjectId: accountId,
      detail: { role },
    });
  });
}

export async function deleteMembership(
  store: Store,
  membership: { missionId: string; accountId: string; removedBy: string },
) {
  const { missionId, accountId, removedBy } = membership;
  write(store, (transaction) => {
    transaction
      .delete(memberships)
      .where(and(eq(memberships.missionId, missionId), eq(memberships.accountId, accountId)))
      .run();
    recordEvent(transaction, {
      missionId,
      accountId: removedBy,
      action: 'membership.delete',
      subjectKind: 'account',
      subjectId: accountId,
    });
  });
}
