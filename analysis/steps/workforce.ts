import { type RunStarts, startInTurn } from './ensemble.ts';
import { type RunResamples, runInTurn } from './stability.ts';

/** Who does what may be done in any order: resamples, and starts of an ensemble. The result is the same, whoever does. */
export type Workforce = { readonly resamples: RunResamples; readonly starts: RunStarts };

/** This thread and no other. */
export const ALONE: Workforce = { resamples: runInTurn, starts: startInTurn };
