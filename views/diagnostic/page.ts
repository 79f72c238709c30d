import type { diagnosticMessages } from '../messages/diagnostic.ts';
import type { Diagnostic, DiagnosticFinding } from './diagnostic.ts';

/** The diagnostic as data, with the words it shares with the .docx. */
export interface DiagnosticPage extends Omit<Diagnostic, 'themes'> {
  readonly words: typeof diagnosticMessages;
  readonly editionLabel: string;
  readonly editionHint: string;
  readonly asOfLabel: string | null;
  readonly emptyLabel: string;
  readonly editions: readonly {
    readonly label: string;
    readonly href: string;
    readonly count: number;
    readonly isCurrent: boolean;
  }[];
  readonly docxPath: string;
  readonly themes: readonly {
    readonly anchor: string;
    readonly number: string;
    readonly name: string;
    readonly findings: readonly PageFinding[];
  }[];
}

/** A finding with its grid as the partial `grid` draws it, and the page that it is edited on. */
export interface PageFinding extends DiagnosticFinding {
  readonly statusLabel: string;
  readonly hasGrid: boolean;
  readonly gridCaption: string;
}
