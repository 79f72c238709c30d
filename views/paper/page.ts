import type { PaperSection } from '../../surveys/paper.ts';

/** A questionnaire to print and to fill in with a pen. */
export interface PaperPage {
  readonly title: string;
  readonly introduction: string | null;
  readonly isAnonymous: boolean;
  readonly sections: readonly PaperSection[];
  readonly back: string | null;
}
