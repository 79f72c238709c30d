import type { SurveyTabs } from '../surveys/page.ts';

/** The ways in which a survey can be answered, and what each keeps. */
export interface AnsweringModesPage {
  readonly survey: string;
  readonly tabs: SurveyTabs;
  readonly summary: readonly { readonly href: string; readonly message: string }[];
  readonly prefill: string;
  /** Nothing is printed nor typed in before a version of the questionnaire is published. */
  readonly isPublished: boolean;
  readonly paper: { readonly print: string; readonly entry: string };
  readonly anonymity: {
    readonly isAnonymous: boolean;
    /** Someone began to answer: nothing of it can change. */
    readonly isSettled: boolean;
    readonly action: string;
    readonly error: string | null;
    /** Questions that say who answers, by their labels. */
    readonly identifying: readonly string[];
    readonly modes: readonly Choice[];
    readonly strata: readonly Choice[];
    readonly strataSaid: string;
  };
}

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
  readonly isSelected: boolean;
}
