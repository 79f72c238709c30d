import type { PendingRun } from '../continuities/pending.ts';
import type { FormPage, Option } from '../form.ts';
import type { DiffPart } from './diff.ts';

export interface Pill {
  readonly label: string;
  readonly tone: 'neutral' | 'accent' | 'positive' | 'negative' | 'caution';
  readonly icon: string;
}

export interface FindingEntry {
  readonly title: string;
  readonly href: string;
  readonly theme: string;
  readonly pills: readonly Pill[];
  /** What stands behind it, in counts; then what is missing, if anything is. */
  readonly strength: string;
  readonly missing: string | null;
  readonly counterVoices: string;
}

export interface FindingsPage {
  /** A newer analysis, from which nothing is drafted until someone accepts it. */
  readonly pending: PendingRun | null;
  readonly lead: string | null;
  readonly current: readonly FindingEntry[];
  /** Of earlier analyses, kept because a person worked on them. */
  readonly earlier: readonly FindingEntry[];
  readonly runsHref: string;
}

/** A piece of evidence as it is read, and what may be done with it. */
export interface EvidenceItem {
  readonly anchor: string;
  readonly text: string;
  readonly kind: 'verbatim' | 'reformulation' | 'observation';
  readonly role: 'supports' | 'contradicts' | 'qualifies' | 'illustrates';
  readonly attribution: string;
  readonly href: string;
  readonly source: string;
  readonly labels: readonly Pill[];
  readonly isLiteral: boolean;
  readonly literal: string;
  /** Null where the finding is rejected: nothing is to be done with its evidence. */
  readonly acts: {
    readonly roleAction: string;
    readonly roleId: string;
    readonly roles: readonly Option[];
    readonly removalAction: string;
    readonly reasonId: string;
    readonly reason: string;
    readonly error: string | null;
  } | null;
}

/** A segment that may say otherwise, to attach or to leave. */
export interface CandidateItem {
  readonly segment: string;
  readonly text: string;
  readonly kind: 'verbatim' | 'reformulation' | 'observation';
  readonly attribution: string;
  readonly href: string;
  readonly source: string;
  readonly note: string | null;
  readonly labels: readonly Pill[];
  readonly action: string;
  /** Of the search that brought it; kept with it. */
  readonly query: string | null;
  readonly key: string;
}

export interface DecisionItem {
  readonly to: string;
  readonly label: string;
  readonly kind: 'primary' | 'secondary' | 'danger';
  readonly action: string;
  readonly seen: string;
  /** What stands in its way; empty: it may be taken. */
  readonly blocked: readonly string[];
  readonly reason: {
    readonly id: string;
    readonly label: string;
    readonly hint: string;
    readonly value: string;
    readonly error: string | null;
  } | null;
}

export type GridValue = 'supports' | 'contradicts' | 'mixed' | 'unmentioned' | 'unasked';

export interface FindingPage {
  readonly title: string;
  readonly kicker: string;
  readonly themeHref: string;
  readonly pills: readonly Pill[];
  readonly summary: FormPage['summary'];
  /** Why it is to be read again, that it is a draft … */
  readonly notices: readonly string[];
  readonly paragraphs: readonly string[];
  readonly validity: string | null;
  readonly written: string;
  readonly editHref: string | null;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly checklist: readonly {
    readonly label: string;
    readonly detail: string;
    readonly isMet: boolean;
  }[];
  readonly coded: string | null;
  readonly decisions: readonly DecisionItem[];
  readonly groups: readonly {
    readonly title: string;
    readonly count: number;
    readonly items: readonly EvidenceItem[];
  }[];
  readonly rest: { readonly label: string; readonly href: string } | null;
  readonly counter: {
    readonly statement: string;
    readonly searches: readonly string[];
    readonly items: readonly EvidenceItem[];
    readonly searchAction: string;
    readonly query: string;
    readonly error: string | null;
    readonly resultsLead: string;
    readonly isSearch: boolean;
    readonly candidates: readonly CandidateItem[];
    /** Null where the finding is rejected. */
    readonly record: {
      readonly action: string;
      readonly key: string;
      readonly query: string;
    } | null;
  };
  readonly grid: {
    readonly caption: string;
    readonly columns: readonly string[];
    readonly rows: readonly {
      readonly label: string;
      readonly cells: readonly {
        readonly value: GridValue;
        readonly detail: string | null;
        readonly href: string | null;
      }[];
    }[];
  };
  readonly gridNotes: readonly string[];
  /** The latest acts, then those before. */
  readonly history: readonly Act[];
  readonly earlier: readonly Act[];
}

export interface Act {
  readonly at: number;
  readonly who: string;
  readonly what: string;
  readonly why: string | null;
}

export interface EditFindingPage extends FormPage {
  readonly heading: string;
  readonly revision: number;
  readonly cancelHref: string;
}

export interface ConflictPage extends EditFindingPage {
  readonly lead: string;
  /** From the version that was saved to the one being written, field by field. */
  readonly changes: readonly {
    readonly label: string;
    readonly parts: readonly DiffPart[];
    readonly theirs: string;
  }[];
}
