import type { FormPage, Option } from '../form.ts';
import type { StakeholderFields } from '../stakeholders/page.ts';

export interface InterviewsPage {
  readonly interviews: readonly {
    readonly title: string;
    readonly category: string;
    readonly heldOn: number;
    readonly interviewer: string | null;
    readonly notes: number;
    readonly questions: number;
    readonly href: string;
  }[];
  readonly newPath: string;
}

export interface NewInterviewPage extends FormPage {
  readonly id: string;
  readonly stakeholder: StakeholderFields;
  readonly guides: readonly Option[];
  readonly consents: readonly Option[];
  readonly traces: readonly Option[];
}

/** A note as it was typed, to show again when it could not be saved. */
export interface NoteForm {
  readonly question: string;
  readonly asked: 'spontaneous' | 'prompted' | 'not-asked' | null;
  readonly isInsufficient: boolean;
  readonly spans: readonly {
    readonly id: string | null;
    readonly kind: 'verbatim' | 'reformulation' | 'observation';
    readonly text: string;
  }[];
  readonly error: string | null;
}

interface Quote {
  readonly id: string;
  readonly kind: 'verbatim' | 'reformulation' | 'observation';
  readonly kindLabel: string;
  readonly text: string;
}

export interface InterviewPage {
  readonly title: string;
  readonly kicker: string;
  readonly heldOn: number;
  readonly place: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly summary: readonly { readonly href: string; readonly message: string }[];
  readonly sections: readonly {
    readonly title: string;
    readonly minutes: number;
    readonly questions: readonly {
      readonly id: string;
      readonly label: string;
      readonly followUps: readonly string[];
      readonly action: string;
      /** Names the draft that a device keeps while it has no network. */
      readonly draftKey: string;
      readonly revision: number;
      readonly state: string;
      readonly isNoted: boolean;
      readonly isInsufficient: boolean;
      readonly isOpen: boolean;
      readonly error: string | null;
      /** What is stored now, beside what was typed, after a conflict. */
      readonly current: readonly Quote[];
      readonly quotes: readonly Quote[];
      readonly asked: readonly Option[];
      readonly spans: readonly {
        readonly textId: string;
        readonly kindId: string;
        readonly id: string | null;
        readonly text: string;
        readonly kinds: readonly Option[];
      }[];
    }[];
  }[];
}
