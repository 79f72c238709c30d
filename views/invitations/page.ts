import type { Option } from '../form.ts';
import type { Pill, SurveyTabs } from '../surveys/page.ts';

export interface InvitationsPage {
  readonly survey: string;
  readonly tabs: SurveyTabs;
  readonly isClosed: boolean;
  readonly invitations: readonly {
    readonly who: string;
    readonly name: string | null;
    readonly place: string | null;
    readonly createdAt: number;
    readonly state: Pill;
    /** Null once the answers were sent. */
    readonly renewal: string | null;
    readonly revocation: string | null;
  }[];
  readonly form: {
    readonly action: string;
    /** Makes the tokens of the links, and is stored nowhere: the same form gives the same links. */
    readonly key: string;
    readonly error: string | null;
    readonly summary: readonly { readonly href: string; readonly message: string }[];
    readonly groups: readonly {
      readonly label: string;
      readonly whole: Option;
      readonly people: readonly Option[];
    }[];
  };
  readonly newStakeholderPath: string;
  readonly mailsPath: string;
  readonly audiencesPath: string;
}

/** Links as they are handed over: shown once. */
export interface InvitationLinksPage {
  readonly survey: string;
  readonly links: readonly {
    readonly id: string;
    readonly who: string;
    readonly name: string | null;
    readonly place: string | null;
    readonly url: string;
    readonly code: string;
    /** SVG; null where there are too many to show. */
    readonly qr: string | null;
  }[];
  readonly codeUrl: string;
  readonly lettersPath: string;
  /** Ids of the addresses, for the button that copies them all. */
  readonly allIds: string;
  readonly download: { readonly action: string; readonly tokens: string };
  readonly backPath: string;
}

/** Sheets to print: letters, or labels to stick on other letters. Shown once, like links. */
export interface InvitationLettersPage {
  readonly survey: string;
  readonly title: string;
  readonly summary: string;
  readonly action: string;
  readonly tokens: string;
  readonly parts: readonly Option[];
  readonly formats: readonly Option[];
  readonly text: string;
  readonly isLabels: boolean;
  readonly letters: readonly {
    readonly label: string;
    readonly addressee: readonly string[];
    readonly paragraphs: readonly string[];
    /** SVG. */
    readonly qr: string;
    readonly code: string;
    readonly codeUrl: string;
  }[];
  readonly backPath: string;
}
