import type { FormPage, Option } from '../form.ts';
import type { StakeholderFields } from '../stakeholders/page.ts';

export interface DocumentsPage {
  readonly documents: readonly {
    readonly title: string;
    readonly href: string;
    readonly kind: string;
    readonly speaker: string | null;
    readonly territory: string | null;
    readonly dated: number | null;
    readonly importedAt: number;
    readonly contributions: number;
    readonly isWithdrawn: boolean;
  }[];
  readonly newPath: string;
}

export interface NewDocumentPage extends FormPage {
  readonly limitMb: number;
}

export interface PreviewPage extends FormPage {
  readonly fileName: string;
  readonly format: string;
  readonly words: number;
  readonly pending: string;
  /** What is worth knowing about the reading, and lines that were left out. */
  readonly warnings: readonly string[];
  readonly problems: readonly string[];
  readonly moreProblems: number;
  /** The three natures, each a link to the same file read that way. */
  readonly kinds: readonly {
    readonly label: string;
    readonly href: string;
    readonly isCurrent: boolean;
  }[];
  readonly kind: string;
  readonly kindHint: string;
  readonly notice: string | null;
  readonly blocks: readonly {
    readonly id: string;
    readonly title: string;
    readonly start: string;
    /** What does not fit in the first lines; null where all does. */
    readonly rest: string | null;
    readonly rubrics: readonly Option[];
  }[];
  readonly speakers: readonly {
    readonly id: string;
    readonly key: string;
    readonly label: string;
    readonly turns: number;
    readonly words: number;
    readonly example: string;
    readonly roles: readonly Option[];
  }[];
  readonly columns: { readonly text: readonly Option[]; readonly id: readonly Option[] } | null;
  readonly pieces: readonly {
    readonly locator: string;
    readonly start: string;
    readonly rest: string | null;
  }[];
  readonly pieceCount: number;
  readonly morePieces: number;
  readonly stakeholder: StakeholderFields;
  readonly isSpeakerOptional: boolean;
  readonly consents: readonly Option[];
  readonly territories: readonly Option[];
}

/** A stretch of a paragraph; marked where a finding rests on it, or where a link leads. */
export interface TextPiece {
  readonly text: string;
  readonly isMarked: boolean;
  /** Of the first piece of what a link leads to. */
  readonly id: string | null;
  readonly href: string | null;
  readonly label: string | null;
}

export interface DocumentPage extends FormPage {
  readonly title: string;
  readonly kicker: string;
  readonly facts: readonly {
    readonly label: string;
    readonly value: string;
    readonly href?: string;
  }[];
  readonly originalPath: string;
  readonly withdrawal: { readonly at: number; readonly reason: string } | null;
  readonly contributions: readonly {
    readonly id: string;
    readonly title: string | null;
    readonly paragraphs: readonly { readonly pieces: readonly TextPiece[] }[];
  }[];
  readonly evidence: readonly {
    readonly role: string;
    readonly title: string;
    readonly href: string;
  }[];
}
