import type { Theme } from '../../analysis/analysis.ts';
import type { DescriptionRequest } from '../../analysis/describeAgain.ts';
import { askThread } from './thread.ts';

const DOOR = new URL('../../analysis/descriptionWorker.ts', import.meta.url);

/** What tells the themes of a run from each other, once people gathered some of them. */
export const runDescription = (request: DescriptionRequest) => askThread<Theme[]>(DOOR, request);
