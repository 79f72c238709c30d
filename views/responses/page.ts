/** What each page of answering receives. */

/** A language that the questionnaire speaks, and its page. */
export interface ReadingLanguage {
  readonly code: string;
  readonly tag: string;
  readonly name: string;
  readonly isRead: boolean;
  readonly href: string;
}

/** The page before anything is written: what the survey is, and the one button that begins. */
export interface StartPage {
  readonly action: string;
  readonly title: string;
  readonly introduction: string;
  readonly minutes: number | null;
  readonly isStarted: boolean;
  /** The questionnaire to print. */
  readonly paper: string;
  readonly isAnonymous: boolean;
  readonly language: string;
  readonly languages: readonly ReadingLanguage[];
  /** Until when one may answer, in words; null: no end. */
  readonly deadline: string | null;
}

/** A survey that can't be answered now: not yet open, closed, or already answered elsewhere. */
export interface ClosedPage {
  readonly title: string;
  readonly sentence: string;
}

/** One question with what was answered; its template reads more, which its type's `view` declares. */
export interface QuestionView {
  readonly id: string;
  /** Partial that draws it: `question-types/<type>`. */
  readonly template: string;
  readonly label: string;
  readonly hint: string | null;
  readonly isRequired: boolean;
  readonly isGroup: boolean;
  readonly isAnswered: boolean;
  /** Whether it is asked, given the other answers; a script decides again as they change. */
  readonly isAsked: boolean;
  readonly condition: string | null;
  readonly filter: string | null;
  /** Sentences, each once. */
  readonly errors: readonly string[];
  /** True by name of field to put right. */
  readonly faulty: Readonly<Record<string, boolean>>;
  /** What another device wrote here meanwhile, beside what stands; null: nothing. */
  readonly rival?: {
    readonly name: string;
    readonly at: number;
    readonly standing: readonly string[];
    readonly other: readonly string[];
  } | null;
  /** Ids of what describes the control or the group, for aria-describedby; empty: nothing. */
  readonly describedBy: string;
}

export interface AnswerPage {
  readonly action: string;
  readonly title: string;
  readonly introduction: string | null;
  readonly place: { readonly number: number; readonly count: number };
  readonly summary: readonly { readonly href: string; readonly message: string }[];
  readonly questions: readonly QuestionView[];
  /** The language that the questions are written in, and those that they may be read in. */
  readonly language: string;
  readonly languages: readonly ReadingLanguage[];
  readonly hasPrevious: boolean;
  /** The form is sent in parts, for a file to go with it. */
  readonly takesFiles: boolean;
  readonly isAnonymous: boolean;
  /** Where the page was opened from: the review asks to come back to it. */
  readonly isFromReview: boolean;
  readonly hasOptional: boolean;
  /** For scripts: the response, and what expressions see of other pages (JSON). */
  readonly response: string;
  /** Lets the form be saved once after its session has ended. */
  readonly resume: string;
  /** What stood in the page when it was opened, for another device's words to be told from it (JSON). */
  readonly base: string;
  readonly survey: string;
  readonly elsewhere: string;
  /** What `today()` goes by (JSON): the server's time, not that of the device. */
  readonly moment: string;
  readonly communes: string;
}

export interface ReviewPage {
  readonly action: string;
  readonly key: string;
  readonly resume: string;
  /** Whether answers that were sent before stand until these are. */
  readonly isChange: boolean;
  readonly isAnonymous: boolean;
  readonly summary: readonly { readonly href: string; readonly message: string }[];
  readonly sections: readonly {
    readonly title: string;
    readonly href: string;
    readonly questions: readonly {
      readonly id: string;
      readonly label: string;
      readonly lines: readonly string[];
      readonly errors: readonly string[];
    }[];
  }[];
}

export interface ReceiptPage {
  /** For scripts: what of it is still on the device can go. */
  readonly response: string;
  readonly isReopened: boolean;
  /** What may still be done with it; null once the survey is closed. */
  readonly changes: {
    readonly change: string;
    readonly drop: string;
    readonly later: string;
    readonly withdrawal: string;
  } | null;
  readonly receipt: string;
  readonly submittedAt: number;
  readonly lookup: string;
  readonly answers: ReviewPage['sections'];
}

/** After an anonymous response: a number, and nothing that leads to the answers. */
export interface AnonymousReceiptPage {
  readonly receipt: string;
  readonly lookup: string;
}

/** Before a response is taken back. */
export interface WithdrawalPage {
  readonly action: string;
  readonly resume: string;
  readonly submittedAt: number;
  readonly back: string;
}

/** After it was. */
export interface WithdrawnPage {
  readonly response: string;
  readonly receipt: string;
  readonly at: number;
  readonly lookup: string;
  /** Where one may begin again; null once the survey is closed. */
  readonly again: string | null;
}

/** The address that someone keeps to go on elsewhere. */
export interface LaterPage {
  readonly url: string;
  readonly isSent: boolean;
  readonly isInvited: boolean;
  readonly back: string;
}

/** Where that address leads: one button, so that opening it opens nothing yet. */
export interface ResumptionPage {
  readonly title: string;
  readonly action: string;
}

/** What a receipt's number tells whoever holds it. */
export interface LookupPage {
  readonly action: string;
  readonly typed: string;
  readonly found: {
    readonly receipt: string;
    /** Null: an anonymous survey keeps no time. */
    readonly submittedAt: number | null;
    readonly survey: string;
    /** The number of a withdrawal: when it was made. */
    readonly isWithdrawal: boolean;
  } | null;
  readonly isUnknown: boolean;
}
