import type { SurveyTabs } from '../surveys/page.ts';

interface Option {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
  readonly isSelected: boolean;
}

export interface ExportsPage {
  readonly survey: string;
  readonly tabs: SurveyTabs;
  readonly received: number;
  readonly action: string;
  readonly formats: readonly Option[];
  readonly separators: readonly Option[];
  readonly error: string | null;
  readonly summary: readonly { readonly href: string; readonly message: string }[];
  readonly history: readonly { readonly at: number; readonly who: string; readonly what: string }[];
}
