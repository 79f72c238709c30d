import type { QuestionView } from '../responses/page.ts';
import type { SurveyTabs } from '../surveys/page.ts';

/** A sheet of paper to type: every question on one page, in the order of the sheet. */
export interface PaperEntryPage {
  readonly survey: string;
  readonly tabs: SurveyTabs | null;
  readonly title: string;
  readonly lead: string;
  readonly action: string;
  readonly button: string;
  readonly summary: readonly { readonly href: string; readonly message: string }[];
  /** Null for a second typing, which is about the answers alone. */
  readonly sheet: {
    readonly reference: string;
    readonly referenceError: string | null;
    readonly consentError: string | null;
    readonly consents: readonly Option[];
    /** People invited who did not answer; null where nobody is named. */
    readonly people: readonly Option[] | null;
  } | null;
  readonly key: string;
  /** Due answers are missing: the sheet may be so. */
  readonly isIncomplete: boolean;
  readonly sections: readonly {
    readonly title: string;
    readonly questions: readonly QuestionView[];
  }[];
  readonly communes: string;
  readonly moment: string;
}

interface Option {
  readonly value: string;
  readonly label: string;
  readonly isSelected?: boolean;
}

/** What a second typing came to, question by question where the two differ. */
export interface PaperCheckPage {
  readonly survey: string;
  readonly title: string;
  readonly verdict: string;
  readonly differences: readonly {
    readonly number: string | null;
    readonly label: string;
    readonly first: readonly string[];
    readonly second: readonly string[];
  }[];
  readonly edit: string;
  readonly back: string;
}
