import type { SurveyTabs } from '../surveys/page.ts';

export interface ReceivedResponsesPage {
  readonly survey: string;
  readonly tabs: SurveyTabs;
  /** Null where no file may come in: a line and a date would tell one answer of an anonymous survey from another. */
  readonly importsPath: string | null;
  readonly responses: readonly {
    readonly who: string;
    readonly place: string | null;
    /** Null: an anonymous survey keeps neither. */
    readonly submittedAt: number | null;
    readonly receipt: string | null;
    /** « 1 autre version »; null where there is only one. */
    readonly conflicts: string | null;
    readonly href: string;
  }[];
  /** Taken back by those who sent them: when and why, never what they said. */
  readonly withdrawn: readonly {
    readonly submittedAt: number;
    readonly withdrawnAt: number;
    readonly reason: string;
  }[];
  readonly page: number;
  readonly pages: number;
  readonly previousHref: string | null;
  readonly nextHref: string | null;
}

export interface ReceivedResponsePage {
  readonly kicker: string;
  readonly title: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** Answers typed from a sheet can be corrected, and typed a second time. */
  readonly paper: { readonly edit: string; readonly check: string } | null;
  readonly conflictNotice: string | null;
  readonly sections: readonly {
    readonly title: string;
    readonly questions: readonly ReceivedAnswer[];
  }[];
}

export interface ReceivedAnswer {
  readonly id: string;
  readonly label: string;
  readonly isAsked: boolean;
  /** The answer in words; empty where its words are all quoted below, or where there is none. */
  readonly lines: readonly string[];
  readonly words: readonly ReceivedWords[];
  /** Files that were given, to download. */
  readonly files: readonly {
    readonly name: string;
    readonly size: string;
    readonly href: string;
  }[];
  readonly isBlank: boolean;
  /** What other versions of the same response say here. */
  readonly others: readonly { readonly title: string; readonly lines: readonly string[] }[];
}

/** A contribution as it was written. */
export interface ReceivedWords {
  readonly id: string;
  readonly parts: readonly { readonly text: string; readonly isMarked: boolean }[];
  readonly href: string;
  readonly isWithdrawn: boolean;
}
