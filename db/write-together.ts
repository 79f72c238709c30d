import { type Store, type Transaction, write } from './open.ts';

/** Enough to share the cost of a commit among many, too few to hold the other requests up. */
const TOGETHER_MAX = 64;

interface Waiting {
  readonly work: (transaction: Transaction) => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

const queues = new WeakMap<Store, Waiting[]>();

/**
 * Like `write`, for what many people do at once: writes that arrive together share one commit, so one wait
 * for the disk. Each has its own savepoint: one that throws is undone alone. Resolves once all is on disk.
 */
export function writeTogether<T>(store: Store, work: (transaction: Transaction) => T): Promise<T> {
  const queue = queues.get(store) ?? [];
  queues.set(store, queue);
  if (queue.length === 0) setImmediate(commitNext, store, queue);
  return new Promise<T>((resolve, reject) => {
    // The queue holds writes of any type; each resolves with what its own work returned.
    queue.push({ work, resolve: resolve as Waiting['resolve'], reject });
  });
}

function commitNext(store: Store, queue: Waiting[]): void {
  const batch = queue.splice(0, TOGETHER_MAX);
  if (queue.length > 0) setImmediate(commitNext, store, queue);
  try {
    const settle = write(store, (transaction) =>
      batch.map((one) => attempt(store, transaction, one)),
    );
    for (const tell of settle) tell();
  } catch (error) {
    for (const { reject } of batch) reject(error); // the commit failed: nobody's words are kept
  }
}

/** @returns what to tell whoever waits, to be said after the commit and not before. */
function attempt(
  { sqlite }: Store,
  transaction: Transaction,
  { work, resolve, reject }: Waiting,
): () => void {
  let cause: unknown; // of the failure: undoing a savepoint that a full disk already undid fails in its turn
  const kept = (inner: Transaction) => {
    try {
      return work(inner);
    } catch (error) {
      cause = error;
      throw error;
    }
  };
  try {
    const value = transaction.transaction(kept);
    return () => resolve(value);
  } catch (error) {
    const reason = cause ?? error;
    // A full disk undoes the whole transaction at once: what came next would commit by itself.
    if (!sqlite.inTransaction) throw reason;
    return () => reject(reason);
  }
}
