import { and, desc, eq, inArray, isNull, or } from 'drizzle-orm';
import { chunks } from '../chunks.ts';
import { newId } from '../ids.ts';
import { type Store, type Transaction, write } from '../open.ts';
import { accounts } from '../schema/accounts.ts';
import { type AUDIENCE_SOURCES, audienceImports, audienceMembers } from '../schema/fielding.ts';
import { identities, stakeholders, territories } from '../schema/missions.ts';
import { invitations } from '../schema/surveys.ts';
import { recordEvent } from './events.ts';
import type { Stakeholder } from './stakeholders.ts';
import type { SurveyAct } from './surveys.ts';
import type { Territory } from './territories.ts';

/** Someone to ask, whom the mission does not know yet. */
export type NewPerson = Omit<Stakeholder, 'id' | 'missionId' | 'createdAt'> & {
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly address: string | null;
};

/** Someone of the mission, as an import recognises them. */
export interface KnownPerson {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly function: string;
  readonly organisation: string;
  readonly communeCode: string | null;
}

export type AudienceImport = typeof audienceImports.$inferSelect;

export interface NewAudience {
  /** Made with the form: sent twice, it adds nobody twice. */
  readonly id: string;
  readonly source: (typeof AUDIENCE_SOURCES)[number];
  readonly title: string;
  /** What it was made with; no personal data. */
  readonly detail: Record<string, unknown>;
  /** Either someone known, by id, or someone to add. */
  readonly people: readonly ({ readonly knownId: string } | { readonly person: NewPerson })[];
}

/** Adds people to the audience of a survey: all of them, or none. @returns false when this form did so already. */
export async function insertAudience(
  store: Store,
  { survey, by, ...audience }: SurveyAct & NewAudience,
): Promise<boolean> {
  return write(store, (transaction) => {
    const { id, source, title, detail, people } = audience;
    const held = transaction
      .select({ id: audienceImports.id })
      .from(audienceImports)
      .where(eq(audienceImports.id, id))
      .get();
    if (held) return false;
    const row = { id, source, title, detail, surveyId: survey.id, importedBy: by };
    transaction
      .insert(audienceImports)
      .values({ ...row, importedAt: Date.now() })
      .run();
    const added = people.flatMap((one) => ('person' in one ? [one.person] : []));
    const known = people.flatMap((one) => ('knownId' in one ? [one.knownId] : []));
    const newIds = insertPeople(transaction, survey.missionId, added);
    insertMembers(transaction, id, [
      ...newIds.map((stakeholderId) => ({ stakeholderId, isNew: true })),
      ...new Set(known).values().map((stakeholderId) => ({ stakeholderId, isNew: false })),
    ]);
    recordAct(transaction, { survey, by }, 'audience.import', id, {
      added: newIds.length,
      known: known.length,
    });
    return true;
  });
}

function insertPeople(
  transaction: Transaction,
  missionId: string,
  people: readonly NewPerson[],
): string[] {
  const createdAt = Date.now();
  const rows = people.map((person) => ({ ...person, id: newId(), missionId, createdAt }));
  for (const some of chunks(rows)) {
    transaction
      .insert(stakeholders)
      .values(some.map(({ name, email, phone, address, ...stakeholder }) => stakeholder))
      .run();
    const named = some.filter(
      ({ name, email, phone, address }) => name || email || phone || address,
    );
    if (named.length === 0) continue;
    transaction
      .insert(identities)
      .values(
        named.map(({ id, name, email, phone, address }) => ({
          stakeholderId: id,
          name: name ?? '',
          email,
          phone,
          address,
        })),
      )
      .run();
  }
  return rows.map(({ id }) => id);
}

function insertMembers(
  transaction: Transaction,
  importId: string,
  members: readonly { readonly stakeholderId: string; readonly isNew: boolean }[],
): void {
  for (const some of chunks(members))
    transaction
      .insert(audienceMembers)
      .values(some.map((member) => ({ ...member, importId })))
      .run();
}

/** What became of the people of an import that was undone. */
export interface Undone {
  readonly removed: number;
  /** Of those that it had added: they answered, were written to, or speak elsewhere in the mission. */
  readonly kept: number;
}

/**
 * Takes back an import: the people that it added go, with their links, unless something rests on them already.
 * @returns undefined when it is not of this survey, or was undone.
 */
export async function undoAudience(
  store: Store,
  { survey, by, importId }: SurveyAct & { readonly importId: string },
): Promise<Undone | undefined> {
  return write(store, (transaction) => {
    const held = transaction
      .select()
      .from(audienceImports)
      .where(
        and(
          eq(audienceImports.id, importId),
          eq(audienceImports.surveyId, survey.id),
          isNull(audienceImports.undoneAt),
        ),
      )
      .get();
    if (!held) return undefined;
    const added = transaction
      .select({ id: audienceMembers.stakeholderId })
      .from(audienceMembers)
      .where(and(eq(audienceMembers.importId, importId), eq(audienceMembers.isNew, true)))
      .all();
    const removed = removePeople(
      transaction,
      importId,
      added.map(({ id }) => id),
    );
    transaction
      .update(audienceImports)
      .set({ undoneAt: Date.now(), undoneBy: by })
      .where(eq(audienceImports.id, importId))
      .run();
    const undone = { removed, kept: added.length - removed };
    recordAct(transaction, { survey, by }, 'audience.undo', importId, { ...undone });
    return undone;
  });
}

/** All at once where nothing rests on any of them; otherwise one by one, so that only those stay on whom something does. */
function removePeople(transaction: Transaction, importId: string, ids: readonly string[]): number {
  if (isRemoved(transaction, importId, ids)) return ids.length;
  return ids.filter((id) => isRemoved(transaction, importId, [id])).length;
}

/** Whatever rests on a person refers to them by a foreign key, which refuses: then all of them stays. */
function isRemoved(transaction: Transaction, importId: string, ids: readonly string[]): boolean {
  try {
    transaction.transaction((attempt) => {
      for (const some of chunks(ids)) {
        attempt
          .delete(audienceMembers)
          .where(
            and(
              eq(audienceMembers.importId, importId),
              inArray(audienceMembers.stakeholderId, some),
            ),
          )
          .run();
        attempt.delete(invitations).where(inArray(invitations.stakeholderId, some)).run();
        attempt.delete(identities).where(inArray(identities.stakeholderId, some)).run();
        attempt.delete(stakeholders).where(inArray(stakeholders.id, some)).run();
      }
    });
    return true;
  } catch (error) {
    if (isForeignKey(error)) return false;
    throw error;
  }
}

const isForeignKey = (error: unknown): boolean =>
  error instanceof Error &&
  ((error as { code?: unknown }).code === 'SQLITE_CONSTRAINT_FOREIGNKEY' || // the driver's own
    isForeignKey(error.cause));

/** The imports of a survey, newest first, with how many people each brought and how many are without a link. */
export async function listAudiences({ database }: Store, surveyId: string) {
  const rows = database
    .select({ audience: audienceImports, accountName: accounts.name })
    .from(audienceImports)
    .leftJoin(accounts, eq(accounts.id, audienceImports.importedBy))
    .where(eq(audienceImports.surveyId, surveyId))
    .orderBy(desc(audienceImports.importedAt), desc(audienceImports.id))
    .all();
  return rows.map(({ audience, accountName }) => {
    const members = membersOf(database, audience);
    return {
      ...audience,
      accountName,
      people: members.length,
      added: members.filter(({ isNew }) => isNew).length,
      uninvited: members.filter(({ invitationId }) => invitationId === null).length,
    };
  });
}

/** Those of an import, whether they are new, and their good link if they have one. */
export async function listAudienceMembers(
  { database }: Store,
  { surveyId, importId }: { readonly surveyId: string; readonly importId: string },
) {
  return membersOf(database, { id: importId, surveyId });
}

function membersOf(
  database: Pick<Transaction, 'select'>,
  { id, surveyId }: Pick<AudienceImport, 'id' | 'surveyId'>,
) {
  return database
    .select({
      stakeholder: stakeholders,
      name: identities.name,
      email: identities.email,
      communeName: territories.name,
      isNew: audienceMembers.isNew,
      invitationId: invitations.id,
    })
    .from(audienceMembers)
    .innerJoin(audienceImports, eq(audienceImports.id, audienceMembers.importId))
    .innerJoin(stakeholders, eq(stakeholders.id, audienceMembers.stakeholderId))
    .leftJoin(identities, eq(identities.stakeholderId, stakeholders.id))
    .leftJoin(territories, eq(territories.code, stakeholders.communeCode))
    .leftJoin(
      invitations,
      and(
        eq(invitations.stakeholderId, stakeholders.id),
        eq(invitations.surveyId, surveyId),
        isNull(invitations.revokedAt),
      ),
    )
    .where(and(eq(audienceImports.id, id), eq(audienceImports.surveyId, surveyId)))
    .orderBy(stakeholders.organisation, stakeholders.function, stakeholders.id)
    .all();
}

export async function findAudience({ database }: Store, surveyId: string, id: string) {
  return database
    .select()
    .from(audienceImports)
    .where(and(eq(audienceImports.id, id), eq(audienceImports.surveyId, surveyId)))
    .get();
}

/** Everyone of the mission, as an import recognises them. */
export async function listKnownPeople(
  { database }: Store,
  missionId: string,
): Promise<KnownPerson[]> {
  return database
    .select({
      id: stakeholders.id,
      name: identities.name,
      email: identities.email,
      function: stakeholders.function,
      organisation: stakeholders.organisation,
      communeCode: stakeholders.communeCode,
    })
    .from(stakeholders)
    .leftJoin(identities, eq(identities.stakeholderId, stakeholders.id))
    .where(eq(stakeholders.missionId, missionId))
    .orderBy(stakeholders.createdAt, stakeholders.id)
    .all()
    .map((row) => ({ ...row, name: row.name || null }));
}

/** Communes that a mission sees, by their codes and by their names as a search compares them. */
export async function listNamedCommunes(
  { database }: Store,
  missionId: string,
  { codes, names }: { readonly codes: readonly string[]; readonly names: readonly string[] },
): Promise<Territory[]> {
  const seen = or(isNull(territories.missionId), eq(territories.missionId, missionId));
  const find = (
    some: readonly string[],
    column: typeof territories.code | typeof territories.searchName,
  ) =>
    chunks(some).flatMap((values) =>
      database
        .select()
        .from(territories)
        .where(and(eq(territories.kind, 'commune'), seen, inArray(column, values)))
        .all(),
    );
  return [...find(codes, territories.code), ...find(names, territories.searchName)];
}

function recordAct(
  transaction: Transaction,
  { survey, by }: SurveyAct,
  action: string,
  importId: string,
  detail: Record<string, unknown>,
): void {
  recordEvent(transaction, {
    missionId: survey.missionId,
    accountId: by,
    action,
    subjectKind: 'audience',
    subjectId: importId,
    detail: { survey: survey.id, ...detail },
  });
}
