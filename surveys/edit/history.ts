/** A state that a draft went through: its own words, or those of the state that it went back to. */
export type Revision = {
  readonly number: number;
  readonly kind: 'start' | 'edit' | 'undo' | 'redo' | 'abandon';
  /** Number of the revision that holds the words. */
  readonly content: number;
};

export type Travel = {
  /** The content that an undoing goes back to; null where there is nothing to undo. */
  readonly undo: number | null;
  readonly redo: number | null;
};

/** Where one can go from the latest state. Nothing goes back beyond `since`: what was published is frozen. */
export function travelOf(revisions: readonly Revision[], since: number): Travel {
  const first = revisions.findLast(({ number }) => number <= since) ?? revisions[0];
  if (!first) return { undo: null, redo: null };
  const past: number[] = [];
  const future: number[] = [];
  let now = first.content;
  for (const { kind, content } of revisions.filter(({ number }) => number > first.number)) {
    if (kind === 'undo') {
      future.push(now);
      past.pop();
    } else if (kind === 'redo') {
      past.push(now);
      future.pop();
    } else {
      past.push(now);
      future.length = 0;
    }
    now = content;
  }
  return { undo: past.at(-1) ?? null, redo: future.at(-1) ?? null };
}
