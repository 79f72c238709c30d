import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { newId } from '../ids.ts';
import { type Store, type Transaction, write } from '../open.ts';
import { accounts } from '../schema/accounts.ts';
import { contributions, contributionWithdrawals, segments } from '../schema/contributions.ts';
import { evidence, evidenceRemovals, findings } from '../schema/findings.ts';
import { stakeholders } from '../schema/missions.ts';
import { documents, documentWithdrawals } from '../schema/sources.ts';
import { type Family, insertContributions, withdrawContributions } from './contributions.ts';
import { recordEvent } from './events.ts';
import { addStakeholder, type NewStakeholder } from './stakeholders.ts';

export type Document = typeof documents.$inferSelect;

export type NewDocument = Omit<Document, 'id' | 'importedAt' | 'stakeholderId'> & {
  /** Made with the preview of the file, so that a form sent twice is one document. */
  readonly id?: string;
  /** Someone known by id, someone to add, or nobody in particular. */
  readonly stakeholder: string | NewStakeholder | null;
  readonly pieces: readonly { readonly locator: string; readonly text: string }[];
};

const FAMILY_OF: Record<Document['kind'], Family> = {
  return: 'return',
  transcript: 'interview',
  other: 'document',
};

export type StoredDocument = { readonly id: string } | { readonly duplicateOf: string };

/**
 * Stores a document with its contributions, and who speaks if new, in one transaction: all of it or nothing.
 * @returns its id, or that of the document that the mission already holds with the same bytes.
 */
export async function insertDocument(store: Store, document: NewDocument): Promise<StoredDocument> {
  return write(store, (transaction) => addDocument(transaction, document));
}

/** Stores several documents at once: all of them or none. */
export async function insertDocuments(
  store: Store,
  items: readonly NewDocument[],
): Promise<readonly StoredDocument[]> {
  // Someone new who speaks in several of them is added once.
  const added = new Map<string, string>();
  return write(store, (transaction) =>
    items.map((document) => addDocument(transaction, document, added)),
  );
}

function addDocument(
  transaction: Transaction,
  document: NewDocument,
  added: Map<string, string> = new Map(),
): StoredDocument {
  const { missionId, sha256, importedBy } = document;
  const held = heldDocument(transaction, missionId, sha256);
  if (held) return { duplicateOf: held.id };
  const { stakeholder, pieces, id = newId(), ...row } = document;
  const stakeholderId =
    stakeholder === null || typeof stakeholder === 'string'
      ? stakeholder
      : addOnce(transaction, stakeholder, importedBy, added);
  transaction
    .insert(documents)
    .values({ ...row, id, stakeholderId, importedAt: Date.now() })
    .run();
  insertContributions(
    transaction,
    pieces.map(({ locator, text }, position) => ({
      missionId,
      family: FAMILY_OF[document.kind],
      sourceKind: 'document',
      sourceId: id,
      locator,
      position,
      kind: 'verbatim',
      text,
      stakeholderId,
      consent: document.consent,
    })),
  );
  recordEvent(transaction, {
    missionId,
    accountId: importedBy,
    action: 'document.create',
    subjectKind: 'document',
    subjectId: id,
    detail: { sha256, contributions: pieces.length },
  });
  return { id };
}

function addOnce(
  transaction: Transaction,
  person: NewStakeholder,
  addedBy: string | null,
  added: Map<string, string>,
): string {
  const key = JSON.stringify([person.function, person.organisation]);
  const id = added.get(key) ?? addStakeholder(transaction, person, addedBy);
  added.set(key, id);
  return id;
}

/** The document of the mission that has these very bytes and was not withdrawn. */
export async function findDocumentByHash(store: Store, missionId: string, sha256: string) {
  return heldDocument(store.database, missionId, sha256);
}

function heldDocument(
  database: Pick<Transaction, 'select'>,
  missionId: string,
  sha256: string,
): Document | undefined {
  return database
    .select({ document: documents })
    .from(documents)
    .leftJoin(documentWithdrawals, eq(documentWithdrawals.documentId, documents.id))
    .where(
      and(
        eq(documents.missionId, missionId),
        eq(documents.sha256, sha256),
        isNull(documentWithdrawals.documentId),
      ),
    )
    .get()?.document;
}

const columns = {
  document: documents,
  stakeholder: stakeholders,
  importedByName: accounts.name,
  withdrawal: documentWithdrawals,
};

/** One document of the mission with who speaks, who imported it, and its withdrawal if any. */
export async function findDocument(store: Store, missionId: string, id: string) {
  return store.database
    .select(columns)
    .from(documents)
    .leftJoin(stakeholders, eq(stakeholders.id, documents.stakeholderId))
    .leftJoin(accounts, eq(accounts.id, documents.importedBy))
    .leftJoin(documentWithdrawals, eq(documentWithdrawals.documentId, documents.id))
    .where(and(eq(documents.missionId, missionId), eq(documents.id, id)))
    .get();
}

export type DocumentRow = NonNullable<Awaited<ReturnType<typeof findDocument>>>;

/** The mission's documents, latest imported first, each with how many contributions it holds. */
export async function listDocuments(store: Store, missionId: string) {
  return store.database
    .select({ ...columns, contributions: sql<number>`count(${contributions.id})` })
    .from(documents)
    .leftJoin(stakeholders, eq(stakeholders.id, documents.stakeholderId))
    .leftJoin(accounts, eq(accounts.id, documents.importedBy))
    .leftJoin(documentWithdrawals, eq(documentWithdrawals.documentId, documents.id))
    .leftJoin(
      contributions,
      and(eq(contributions.sourceKind, 'document'), eq(contributions.sourceId, documents.id)),
    )
    .where(eq(documents.missionId, missionId))
    .groupBy(documents.id)
    .orderBy(desc(documents.importedAt), documents.id)
    .all();
}

/** Every contribution of a document in its order, withdrawn or not: what a reader of the document sees. */
export async function listWordsOfDocument(store: Store, documentId: string) {
  return store.database
    .select({
      id: contributions.id,
      locator: contributions.locator,
      text: contributions.text,
      withdrawnAt: contributionWithdrawals.at,
    })
    .from(contributions)
    .leftJoin(contributionWithdrawals, eq(contributionWithdrawals.contributionId, contributions.id))
    .where(and(eq(contributions.sourceKind, 'document'), eq(contributions.sourceId, documentId)))
    .orderBy(contributions.position, contributions.id)
    .all();
}

/** What rests on a document: each segment of it that is evidence now, with the finding that it serves. */
export async function listEvidenceOfDocument(store: Store, documentId: string) {
  return evidenceOf(store.database, documentId);
}

function evidenceOf(database: Pick<Transaction, 'select'>, documentId: string) {
  return database
    .select({
      contributionId: segments.contributionId,
      start: segments.start,
      end: segments.end,
      role: evidence.role,
      findingId: findings.id,
      findingTitle: findings.title,
    })
    .from(evidence)
    .innerJoin(segments, eq(segments.id, evidence.segmentId))
    .innerJoin(contributions, eq(contributions.id, segments.contributionId))
    .innerJoin(findings, eq(findings.id, evidence.findingId))
    .leftJoin(evidenceRemovals, eq(evidenceRemovals.evidenceId, evidence.id))
    .where(
      and(
        eq(contributions.sourceKind, 'document'),
        eq(contributions.sourceId, documentId),
        isNull(evidenceRemovals.evidenceId),
      ),
    )
    .orderBy(contributions.position, segments.start, evidence.id)
    .all();
}

export type EvidenceOfDocument = Awaited<ReturnType<typeof listEvidenceOfDocument>>[number];

/**
 * Undoes an import by a row, never by a deletion: the document and its contributions leave the corpus.
 * @returns false, with nothing written, while evidence rests on it; withdrawing twice changes nothing.
 */
export async function withdrawDocument(
  store: Store,
  withdrawal: {
    readonly documentId: string;
    readonly missionId: string;
    readonly withdrawnBy: string;
    readonly reason: string;
  },
): Promise<boolean> {
  return write(store, (transaction) => {
    const { documentId, missionId, withdrawnBy, reason } = withdrawal;
    if (evidenceOf(transaction, documentId).length > 0) return false;
    const { changes } = transaction
      .insert(documentWithdrawals)
      .values({ documentId, withdrawnBy, reason, at: Date.now() })
      .onConflictDoNothing()
      .run();
    if (changes === 0) return true;
    const ids = transaction
      .select({ id: contributions.id })
      .from(contributions)
      .where(and(eq(contributions.sourceKind, 'document'), eq(contributions.sourceId, documentId)))
      .all()
      .map(({ id }) => id);
    withdrawContributions(transaction, ids, { withdrawnBy, reason });
    recordEvent(transaction, {
      missionId,
      accountId: withdrawnBy,
      action: 'document.withdraw',
      subjectKind: 'document',
      subjectId: documentId,
      detail: { reason },
    });
    return true;
  });
}
