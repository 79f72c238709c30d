import type { Filter, SurveyResults } from '../../surveys/results/survey.ts';

/** What may be asked of a survey's answers, by kind. */
export type Ask = { readonly kind: 'results'; readonly filter: Filter };

export type Told = { readonly kind: 'results'; readonly results: SurveyResults };

/** To the thread that reads answers, and back. */
export interface AskRequest {
  readonly id: number;
  readonly surveyId: string;
  readonly ask: Ask;
}

export type AskReply =
  | { readonly id: number; readonly told: Told }
  | { readonly id: number; readonly error: Error };
