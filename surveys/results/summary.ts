import type { AllocationSummary } from './allocation.ts';
import type { ChoicesSummary } from './choices.ts';
import type { CommunesSummary } from './communes.ts';
import type { MatrixSummary } from './matrix.ts';
import type { MaxDiffSummary } from './maxdiff.ts';
import type { MomentsSummary } from './moments.ts';
import type { NumbersSummary, ScaleSummary } from './numbers.ts';
import type { PlacesSummary } from './places.ts';
import type { RankingSummary } from './ranking.ts';
import type { ValuesSummary } from './values.ts';

/** What the answers to one question come to. Counts only: what may be said of them is decided elsewhere. */
export interface QuestionResult {
  /** Responses received; turns, for a question of a repeated group. */
  readonly received: number;
  /** Those whose answers led to the question. */
  readonly asked: number;
  /** Those that answered it. */
  readonly answered: number;
  readonly summary: Summary;
}

export type Summary =
  | ChoicesSummary
  | NumbersSummary
  | ScaleSummary
  | MomentsSummary
  | MatrixSummary
  | RankingSummary
  | MaxDiffSummary
  | AllocationSummary
  | CommunesSummary
  | PlacesSummary
  | ValuesSummary
  | TurnsSummary
  /** Words are read, not counted; personal ones (an address, a number) are not shown either. */
  | { readonly kind: 'words'; readonly isPersonal: boolean }
  /** Names of files: they are opened where they were sent. */
  | { readonly kind: 'files' }
  | { readonly kind: 'nothing' };

/** A repeated group: how many turns, and what was said in all of them. */
export interface TurnsSummary {
  readonly kind: 'turns';
  readonly turns: NumbersSummary;
  readonly questions: readonly {
    readonly id: string;
    readonly label: string;
    readonly result: QuestionResult;
  }[];
}
