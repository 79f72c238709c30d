import type { Option } from '../form.ts';
import type { Pill } from '../themes/page.ts';

type Link = { readonly label: string; readonly href: string };

export type ContinuityPage = {
  readonly summary: readonly { readonly href: string; readonly message: string }[];
  readonly kicker: string;
  readonly title: string;
  readonly lead: string;
  /** What was decided, or that it awaits. */
  readonly state: Pill;
  readonly stateNote: string;
  /** What a person decides with; null once accepted. */
  readonly form: {
    readonly action: string;
    /** The run shown when the page was read. */
    readonly previous: string;
    readonly canDecline: boolean;
  } | null;
  /** Themes that people gathered, and that stay so; null where there is none. */
  readonly gathered: string | null;
  readonly toReview: readonly Link[];
  readonly continued: readonly ContinuedEntry[];
  readonly isNew: readonly NewEntry[];
  readonly isGone: readonly GoneEntry[];
  readonly moves: readonly MoveEntry[];
  readonly movesLead: string;
  readonly added: ContributionChange;
  readonly withdrawn: ContributionChange;
};

export type ContinuedEntry = {
  readonly name: string;
  readonly href: string;
  /** Its words, where they are not what they were. */
  readonly formerly: string | null;
  readonly before: number;
  readonly after: number;
  readonly joined: number;
  readonly similarity: number;
  readonly findings: number;
};

export type NewEntry = {
  readonly name: string;
  readonly href: string;
  readonly forms: string;
  readonly segments: string;
  /** Gone themes that a person may say it continues; null where there is nothing to choose. */
  readonly choice: {
    readonly name: string;
    readonly label: string;
    readonly options: readonly Option[];
  } | null;
};

export type GoneEntry = {
  readonly name: string;
  readonly href: string;
  readonly segments: string;
  readonly findings: readonly Link[];
};

export type MoveEntry = {
  readonly from: string;
  readonly to: string;
  readonly segments: number;
  readonly href: string;
};

export type ContributionChange = {
  readonly lead: string;
  readonly families: readonly { readonly label: string; readonly value: string }[];
  readonly listed: readonly (Link & { readonly words: string })[];
  /** Said where more there are than are listed. */
  readonly rest: string | null;
};
