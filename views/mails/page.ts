import type { FormPage, Option } from '../form.ts';
import type { Pill, SurveyTabs } from '../surveys/page.ts';

/** A mail as it would be received: partial `mails/_message`. */
export interface MessageView {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly paragraphs: readonly {
    readonly lines?: readonly string[];
    readonly link?: string;
    readonly label?: string;
  }[];
  readonly why: string;
  readonly optOut: string;
}

export interface CountView {
  readonly label: string;
  readonly value: string;
  readonly href?: string;
}

export interface MailsPage {
  readonly survey: string;
  readonly tabs: SurveyTabs;
  /** Where no server is configured, or it does not answer. */
  readonly notices: readonly { readonly kind: string; readonly text: string }[];
  readonly outboxPath: string | null;
  readonly kinds: readonly {
    readonly label: string;
    readonly text: string;
    readonly writePath: string | null;
    readonly writeLabel: string;
    readonly templatePath: string;
  }[];
  readonly receipt: { readonly text: string; readonly templatePath: string };
  readonly uncertain: readonly {
    readonly who: string;
    readonly what: string;
    readonly at: number;
    readonly action: string;
  }[];
  readonly mailings: readonly {
    readonly title: string;
    readonly href: string;
    readonly text: string;
    readonly pill: Pill | null;
    readonly facts: readonly CountView[];
  }[];
  readonly allPath: string;
  readonly apart: readonly { readonly who: string; readonly why: string }[];
}

export interface NewMailingPage {
  readonly survey: string;
  readonly title: string;
  readonly filter: {
    readonly action: string;
    readonly kind: string;
    readonly options: readonly Option[];
  } | null;
  readonly refusal: string | null;
  readonly count: string;
  readonly recipients: readonly {
    readonly name: string;
    readonly who: string;
    readonly place: string | null;
    readonly email: string;
    readonly lastWrittenAt: number | null;
  }[];
  readonly excluded: readonly { readonly label: string; readonly names: readonly string[] }[];
  readonly message: MessageView | null;
  readonly templatePath: string;
  readonly form: {
    readonly action: string;
    readonly id: string;
    readonly kind: string;
    readonly people: string;
    readonly label: string;
  };
  readonly backPath: string;
}

export interface MailRow {
  readonly who: string;
  readonly address: string;
  readonly kind: string;
  readonly at: number;
  readonly pill: Pill;
  readonly detail: string | null;
  readonly href: string | null;
}

export interface MailingPage {
  readonly survey: string;
  readonly title: string;
  readonly pill: Pill | null;
  /** Whether mails are leaving at this moment. */
  readonly isWaiting: boolean;
  readonly progress: { readonly value: number; readonly max: number; readonly text: string };
  readonly facts: readonly CountView[];
  readonly acts: readonly {
    readonly label: string;
    readonly action: string;
    readonly kind: string;
  }[];
  readonly rows: readonly MailRow[];
  readonly page: number;
  readonly pages: number;
  readonly previousHref: string | null;
  readonly nextHref: string | null;
}

export interface MailListPage {
  readonly survey: string;
  readonly tabs: SurveyTabs;
  readonly action: string;
  readonly states: readonly Option[];
  readonly rows: readonly MailRow[];
  readonly page: number;
  readonly pages: number;
  readonly previousHref: string | null;
  readonly nextHref: string | null;
}

export interface MailTemplatePage extends FormPage {
  readonly survey: string;
  readonly title: string;
  readonly variables: readonly { readonly name: string; readonly means: string }[];
  readonly people: readonly Option[];
  readonly message: MessageView;
  readonly automatic: { readonly isOn: boolean } | null;
  readonly trialAddress: string;
  readonly backPath: string;
}

export interface MailOptOutPage {
  readonly title: string;
  readonly mission: string;
  readonly action: string;
  readonly isOut: boolean;
}
