/**
 * The diagnostic as plain data, in French where it is words: the web page and the .docx say the same thing
 * because they are written from it. Nothing in it was said for internal use only.
 */
export interface Diagnostic {
  readonly title: string;
  readonly client: string;
  readonly summary: string;
  readonly isDemonstration: boolean;
  readonly edition: Edition;
  /** Of the last change to what it says, epoch milliseconds; null where it says nothing yet. */
  readonly asOf: number | null;
  readonly method: Method;
  readonly themes: readonly DiagnosticTheme[];
  readonly convergences: readonly Comparison[];
  readonly divergences: readonly Comparison[];
  readonly annex: readonly AnnexEntry[];
}

/** Settled findings alone, or everything that was not rejected. */
export type Edition = 'validated' | 'working';

export interface Method {
  readonly sources: readonly SourceCount[];
  /** Who spoke, region × category, in stakeholders. */
  readonly voices: {
    readonly columns: readonly string[];
    readonly rows: readonly { readonly label: string; readonly counts: readonly number[] }[];
  };
  /** How the themes came about, a sentence each; empty before any analysis. */
  readonly analysis: readonly string[];
  readonly rules: readonly string[];
  readonly limits: readonly string[];
}

export interface SourceCount {
  readonly family: string;
  readonly sources: number;
  readonly contributions: number;
  readonly stakeholders: number;
}

export interface DiagnosticTheme {
  readonly anchor: string;
  /** « 1 », as its findings are « 1.1 », « 1.2 ». */
  readonly number: string;
  readonly name: string;
  readonly findings: readonly DiagnosticFinding[];
}

export interface DiagnosticFinding {
  readonly anchor: string;
  readonly number: string;
  /** A declarative sentence. */
  readonly title: string;
  /** Said first: that nobody has read it yet; null otherwise. */
  readonly notice: string | null;
  readonly paragraphs: readonly string[];
  readonly validity: string | null;
  readonly status: string;
  readonly isSettled: boolean;
  /** What is missing, where it is a « signal isolé ». */
  readonly isolated: string | null;
  /** « 5 segments, 4 acteurs, 2 familles de sources » */
  readonly strength: string;
  readonly supports: readonly Verbatim[];
  /** Nuances and contradictions. */
  readonly others: readonly Verbatim[];
  readonly counterVoices: string;
  /** How many pieces of its evidence are not reproduced, and why; null where all may be. */
  readonly withheld: string | null;
  readonly grid: {
    readonly columns: readonly string[];
    readonly rows: readonly {
      readonly label: string;
      readonly cells: readonly { readonly value: GridWord }[];
    }[];
  };
}

export type GridWord = 'supports' | 'contradicts' | 'mixed' | 'unmentioned' | 'unasked';

/** A quote, letter for letter, with its number in the annex. */
export interface Verbatim {
  readonly reference: number;
  readonly text: string;
  readonly kind: 'verbatim' | 'reformulation' | 'observation';
  readonly role: 'supports' | 'contradicts' | 'qualifies' | 'illustrates';
  readonly attribution: string;
}

export interface AnnexEntry {
  readonly reference: number;
  readonly anchor: string;
  readonly text: string;
  readonly kind: Verbatim['kind'];
  readonly kindLabel: string;
  readonly attribution: string;
  /** « Entretien du 14 janvier 2020 » */
  readonly source: string;
  /** Where whoever may can read it in its place. */
  readonly url: string;
  readonly findings: readonly {
    readonly number: string;
    readonly anchor: string;
    readonly role: string;
  }[];
}

/** How the categories speak of one finding, in stakeholders. */
export interface Comparison {
  readonly number: string;
  readonly anchor: string;
  readonly title: string;
  readonly voices: readonly string[];
}
