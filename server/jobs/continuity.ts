import type { ContinuityReply, ContinuityRequest } from '../../analysis/continuityWorker.ts';
import { askThread } from './thread.ts';

const DOOR = new URL('../../analysis/continuityWorker.ts', import.meta.url);

/** What a run changes to the one before it. */
export const runContinuity = (request: ContinuityRequest) =>
  askThread<ContinuityReply>(DOOR, request);
