import type { SurveyTabs } from '../surveys/page.ts';

interface Summary {
  readonly href: string;
  readonly message: string;
}

export interface ResponseImportsPage {
  readonly survey: string;
  readonly tabs: SurveyTabs;
  readonly action: string;
  readonly limitMb: number;
  readonly most: number;
  readonly error: string | null;
  readonly summary: readonly Summary[];
  readonly imports: readonly {
    readonly fileName: string;
    readonly platform: string;
    readonly responses: number;
    readonly importedAt: number;
    readonly by: string;
    readonly undoneAt: number | null;
    readonly undoPath: string;
  }[];
}

interface Option {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
  readonly isSelected: boolean;
}

export interface ResponseImportPreviewPage {
  readonly survey: string;
  readonly fileName: string;
  readonly platform: string;
  readonly rows: number;
  readonly action: string;
  readonly newSurveyAction: string;
  readonly codebookAction: string;
  /** Name of the codebook that the file is read with. */
  readonly codebook: string | null;
  readonly summary: readonly Summary[];
  /** What would come in, and what would not. */
  readonly findings: readonly string[];
  readonly isReady: boolean;
  readonly problems: readonly string[];
  readonly moreProblems: number;
  readonly columns: readonly {
    readonly id: string;
    readonly name: string;
    /** What the codebook says of it. */
    readonly meaning: string | null;
    readonly examples: string;
    readonly targets: readonly Option[];
    readonly isMapped: boolean;
    readonly values: readonly {
      readonly id: string;
      readonly value: string;
      readonly choices: readonly Option[];
    }[];
    readonly moreValues: number;
  }[];
  /** Columns that the tool adds to the answers, by name. */
  readonly facts: string;
  readonly consents: readonly Option[];
}
