import type { SurveyTabs } from '../surveys/page.ts';

/** Links that answer some questions beforehand. */
export interface PrefilledLinksPage {
  readonly survey: string;
  readonly tabs: SurveyTabs;
  readonly summary: readonly { readonly href: string; readonly message: string }[];
  readonly isAnonymous: boolean;
  /** The questions that a link may answer. */
  readonly questions: readonly {
    readonly id: string;
    readonly label: string;
    readonly hint: string;
    readonly value: string;
    readonly error: string | null;
  }[];
  /** For the open link; null where it is closed. */
  readonly open: { readonly action: string; readonly url: string | null } | null;
  readonly table: {
    readonly action: string;
    readonly typed: string;
    readonly error: string | null;
    readonly header: string;
  };
}
