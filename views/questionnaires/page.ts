import type { Pill, SurveyTabs } from '../surveys/page.ts';

interface Option {
  readonly value: string;
  readonly label: string;
  readonly isSelected: boolean;
}

interface OptionGroup {
  readonly label: string;
  readonly options: readonly Option[];
}

/** Where a new survey may start from. */
export interface NewSurveyPage {
  readonly action: string;
  readonly uploadAction: string;
  readonly id: string;
  readonly origins: readonly {
    readonly value: string;
    readonly label: string;
    readonly hint: string;
    readonly isSelected: boolean;
  }[];
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
  readonly summary: readonly { readonly href: string; readonly message: string }[];
  readonly limitMb: number;
}

/** What was read of a file, before anything is created. */
export interface UploadPage {
  readonly name: string;
  readonly id: string;
  readonly action: string;
  readonly newPath: string;
  readonly counts: readonly string[];
  readonly title: string;
  readonly isReadable: boolean;
  readonly problems: readonly {
    readonly place: string;
    readonly message: string;
    readonly pill: Pill;
  }[];
}

/** The tab of a survey: its versions, and the draft. */
export interface QuestionnairePage {
  readonly title: string;
  readonly tabs: SurveyTabs;
  readonly draft: {
    readonly href: string;
    readonly isChanged: boolean;
    readonly isFirst: boolean;
    readonly text: string;
    readonly problems: string | null;
    readonly isPublishable: boolean;
    readonly seen: number;
    readonly publishAction: string;
    readonly abandonAction: string | null;
    readonly compareHref: string | null;
  };
  readonly previewHref: string;
  readonly testHref: string;
  readonly xlsformHref: string;
  readonly versions: readonly {
    readonly label: string;
    readonly href: string;
    readonly publishedAt: number | null;
    readonly by: string;
    readonly received: number;
    readonly pending: number;
    readonly questions: number;
    readonly changes: string;
  }[];
  readonly history: readonly { readonly at: number; readonly who: string; readonly what: string }[];
}

export interface ProblemView {
  readonly message: string;
  readonly where: string;
  readonly href: string;
  readonly isError: boolean;
}

interface OutlineQuestion {
  readonly id: string;
  readonly label: string;
  readonly type: string;
  readonly href: string;
  readonly isCurrent: boolean;
  readonly isRequired: boolean;
  readonly isConditional: boolean;
  readonly problems: number;
  readonly inner: readonly OutlineQuestion[];
}

interface OutlineSection {
  readonly id: string;
  readonly place: number;
  readonly title: string;
  readonly href: string;
  readonly isCurrent: boolean;
  readonly isConditional: boolean;
  readonly problems: number;
  readonly count: number;
  /** Empty where the questionnaire is so long that only the page one stands on is unfolded. */
  readonly questions: readonly OutlineQuestion[];
}

/** A line of a list of choices, rows, items or criteria. */
interface ItemLine {
  readonly index: number;
  readonly place: number;
  readonly name: string;
  readonly id: string;
  readonly label: string;
  readonly marks: readonly {
    readonly name: string;
    readonly label: string;
    readonly isOn: boolean;
  }[];
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly min: string;
  readonly max: string;
  readonly minLabel: string;
  readonly maxLabel: string;
}

/** One field of a type; its kind says which partial draws it. */
export interface FieldView {
  readonly template: string;
  readonly name: string;
  readonly label: string;
  readonly hint: string | null;
  readonly value: string;
  readonly error: string | null;
  readonly options: readonly Option[];
  readonly lines: readonly ItemLine[];
  readonly marks: readonly {
    readonly name: string;
    readonly label: string;
    readonly hint: string;
  }[];
  readonly questions: readonly OutlineQuestion[];
}

/** A condition as menus, or as text where menus can't say it. */
export interface ConditionView {
  readonly name: string;
  readonly legend: string;
  readonly words: string | null;
  readonly text: string;
  readonly error: string | null;
  readonly isText: boolean;
  readonly join: readonly Option[];
  readonly hasSeveral: boolean;
  readonly clauses: readonly {
    readonly name: string;
    readonly place: number;
    readonly index: number;
    readonly subject: string;
    readonly label: string;
    readonly comparisons: readonly Option[];
    readonly values: readonly Option[];
    readonly value: string;
  }[];
  readonly subjects: readonly OptionGroup[];
}

interface PanelBase {
  readonly template: string;
  readonly heading: string;
  readonly kicker: string;
  readonly problems: readonly ProblemView[];
}

interface LanguageLink {
  readonly label: string;
  readonly href: string;
  readonly missing: string;
}

export interface GeneralPanel extends PanelBase {
  readonly title: string;
  readonly introduction: string;
  readonly minutes: string;
  readonly languages: readonly LanguageLink[];
  /** Those that could be added. */
  readonly moreLanguages: readonly LanguageLink[];
}

export interface LanguagePanel extends PanelBase {
  readonly language: string;
  readonly name: string;
  readonly missing: string;
  readonly texts: readonly {
    readonly name: string;
    readonly place: string;
    readonly source: string;
    readonly value: string;
    readonly isMissing: boolean;
  }[];
}

export interface SectionPanel extends PanelBase {
  readonly id: string;
  readonly title: string;
  readonly introduction: string;
  readonly condition: ConditionView;
  readonly groups: readonly {
    readonly id: string;
    readonly label: string;
    readonly fieldName: string;
    readonly condition: ConditionView;
    readonly questions: string;
  }[];
  readonly ungrouped: readonly { readonly id: string; readonly label: string }[];
  readonly index: number;
  readonly up: number | null;
  readonly down: number | null;
  readonly isOnly: boolean;
  readonly types: readonly OptionGroup[];
}

export interface QuestionPanel extends PanelBase {
  readonly id: string;
  readonly typeName: string;
  readonly label: string;
  readonly hint: string;
  readonly isRequirable: boolean;
  readonly isRequired: boolean;
  readonly requiredIf: string;
  readonly requiredMessage: string;
  readonly constraint: string;
  readonly constraintWords: string | null;
  readonly constraintMessage: string;
  readonly default: string;
  readonly group: string;
  readonly groups: readonly Option[];
  readonly fields: readonly FieldView[];
  readonly condition: ConditionView;
  readonly hasRules: boolean;
  readonly isRenamable: boolean;
  readonly into: string;
  readonly up: number | null;
  readonly down: number | null;
  readonly next: number;
  readonly containers: readonly Option[];
  readonly types: readonly OptionGroup[];
}

export interface EditorPage {
  readonly title: string;
  readonly tabs: SurveyTabs;
  readonly action: string;
  readonly seen: number;
  readonly undoAction: string | null;
  readonly redoAction: string | null;
  readonly questionnaireHref: string;
  readonly previewHref: string;
  readonly frameHref: string | null;
  readonly testHref: string;
  readonly problems: readonly ProblemView[];
  readonly moreProblems: number;
  readonly general: { readonly href: string; readonly isCurrent: boolean };
  readonly outline: readonly OutlineSection[];
  readonly panel: GeneralPanel | LanguagePanel | SectionPanel | QuestionPanel;
  readonly alerts: readonly string[];
}

/** One difference between two versions, in words. */
export interface ChangeView {
  readonly label: string;
  readonly pill: Pill;
  readonly details: readonly {
    readonly label: string;
    readonly parts: readonly { readonly kind: string; readonly text: string }[];
  }[];
}

export interface DraftConflictPage {
  readonly heading: string;
  readonly lead: string;
  readonly theirs: readonly ChangeView[];
  readonly yours: readonly ChangeView[];
  readonly isApplicable: boolean;
  readonly refusal: string | null;
  readonly action: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  readonly backHref: string;
}

export interface VersionPage {
  readonly title: string;
  readonly kicker: string;
  readonly tabs: SurveyTabs;
  readonly others: readonly {
    readonly label: string;
    readonly href: string;
    readonly isCurrent: boolean;
  }[];
  readonly comparison: string;
  readonly changes: readonly ChangeView[];
  readonly sections: PaperPage['sections'];
}

/** Every question as one reads it on paper, with its conditions spelt out. */
export interface PaperPage {
  readonly title: string;
  readonly introduction: string | null;
  readonly sections: readonly {
    readonly place: number;
    readonly title: string;
    readonly introduction: string | null;
    readonly condition: string | null;
    readonly questions: readonly {
      readonly number: string;
      readonly label: string;
      readonly hint: string | null;
      readonly type: string;
      readonly isRequired: boolean;
      readonly condition: string | null;
      readonly choices: readonly string[];
    }[];
  }[];
}

export interface PreviewPage extends PaperPage {
  readonly tabs: SurveyTabs;
  readonly editHref: string;
  readonly frameHref: string | null;
  readonly pages: readonly {
    readonly label: string;
    readonly href: string;
    readonly isCurrent: boolean;
  }[];
  readonly notReadable: boolean;
}

export interface TestPage {
  readonly title: string;
  readonly tabs: SurveyTabs;
  readonly editHref: string;
  readonly isRunnable: boolean;
  readonly method: string;
  readonly figures: readonly { readonly label: string; readonly value: string }[];
  readonly findings: readonly {
    readonly title: string;
    readonly explanation: string;
    readonly items: readonly {
      readonly label: string;
      readonly text: string;
      readonly href: string;
    }[];
  }[];
  readonly walks: readonly {
    readonly label: string;
    readonly href: string;
    readonly pages: number;
    readonly questions: number;
    readonly minutes: string;
  }[];
  readonly times: readonly { readonly label: string; readonly value: string }[];
}

export interface WalkPage {
  readonly title: string;
  readonly kicker: string;
  readonly testHref: string;
  readonly summary: string;
  readonly pages: readonly {
    readonly title: string;
    readonly answers: readonly {
      readonly label: string;
      readonly lines: readonly string[];
      readonly isStuck: boolean;
    }[];
  }[];
  readonly notAsked: readonly { readonly label: string; readonly condition: string }[];
  readonly others: readonly {
    readonly label: string;
    readonly href: string;
    readonly isCurrent: boolean;
  }[];
}
