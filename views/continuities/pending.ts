import { continuityMessages as said } from '../messages/continuities.ts';
import { paths } from '../paths.ts';

/** A newer analysis that awaits a decision, as the pages of the one shown announce it. */
export type PendingRun = { readonly text: string; readonly href: string };

/** The newest of those that wait; null where none does. */
export function pendingRun(
  missionId: string,
  [newest]: readonly { readonly id: string; readonly requestedAt: number }[],
): PendingRun | null {
  if (!newest) return null;
  return { text: said.announced(newest.requestedAt), href: paths.continuity(missionId, newest.id) };
}
